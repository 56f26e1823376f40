package vesper.api.payment;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import vesper.bank.Bank;
import vesper.bank.account.Account;
import vesper.bank.account.AccountKind;
import vesper.bank.account.LedgerCode;
import vesper.bank.customer.Card;
import vesper.bank.customer.Cards;

/**
 * Cards and accounts as payments name them, held for a few seconds. A status that changed shows late here; that is harmless,
 * since the ledger decides again on the row itself. What is not found is not held: it may be opened the next moment.
 */
final class Directory {
    private static final int SIZE = 50_000;

    private final Bank bank;
    private final Cards cards;
    private final KeyedHash hash;
    private final Cache<ByteBuffer, Card> cardsByHash;
    private final Cache<String, Account> accountsByNumber;
    private final Cache<Long, Account> accountsById;

    Directory(Bank bank, Cards cards, KeyedHash hash, Duration held) {
        this.bank = bank;
        this.cards = cards;
        this.hash = hash;
        cardsByHash =
                Caffeine.newBuilder().maximumSize(SIZE).expireAfterWrite(held).build();
        accountsByNumber =
                Caffeine.newBuilder().maximumSize(SIZE).expireAfterWrite(held).build();
        accountsById =
                Caffeine.newBuilder().maximumSize(SIZE).expireAfterWrite(held).build();
    }

    /** The card with this number of 8 to 19 digits. */
    Optional<Card> card(String number) {
        return find(cardsByHash, hash.ofCard(number), key -> cards.byNumber(number));
    }

    /** Holds the cards with these numbers of 8 to 19 digits and their accounts, found with one query for each kind. */
    void load(Collection<String> numbers) {
        Map<String, ByteBuffer> missing = new HashMap<>();
        for (String number : numbers) {
            ByteBuffer key = hash.ofCard(number);
            if (cardsByHash.getIfPresent(key) == null) {
                missing.put(number, key);
            }
        }
        if (missing.isEmpty()) {
            return;
        }
        Map<String, Card> found = cards.byNumbers(missing.keySet());
        found.forEach((number, card) -> cardsByHash.put(Objects.requireNonNull(missing.get(number)), card));
        bank.accounts()
                .byIds(found.values().stream().map(Card::accountId).toList())
                .forEach(account -> accountsById.put(account.id(), account));
    }

    /** A customer's account; the bank's own accounts are not found. */
    Optional<Account> account(String number) {
        return find(accountsByNumber, number, bank.accounts()::byNumber)
                .filter(account -> account.kind() != AccountKind.INTERNAL);
    }

    Optional<Account> account(long id) {
        return find(accountsById, id, bank.accounts()::byId);
    }

    /** The bank's own account for a code and currency. */
    long ledgerAccount(LedgerCode code, String currency) {
        return bank.accounts().ledgerAccount(code, currency).id();
    }

    private interface Source<K, V> {
        Optional<V> find(K key);
    }

    private static <K, V> Optional<V> find(Cache<K, V> held, K key, Source<K, V> source) {
        @Nullable V value = held.getIfPresent(key);
        if (value != null) {
            return Optional.of(value);
        }
        Optional<V> found = source.find(key);
        found.ifPresent(fresh -> held.put(key, fresh));
        return found;
    }
}
