package vesper.api.payment;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import vesper.bank.Bank;
import vesper.bank.account.Account;
import vesper.bank.account.AccountKind;
import vesper.bank.account.LedgerCode;
import vesper.bank.customer.Card;
import vesper.bank.customer.Cards;
import vesper.bank.database.Notifications;

/**
 * Cards and accounts as payments name them, held in memory until the database tells that one has changed; balances are nothing
 * to go by here. The word comes a moment after the change; that is harmless, since the ledger decides again on the row itself.
 * While the database is not heard nothing is taken from memory. What is not found is not held: it may be opened
 * the next moment.
 */
final class Directory implements AutoCloseable {
    private static final int SIZE = 100_000;
    private static final int MANY_CHANGES = 100;

    private final Bank bank;
    private final Cards cards;
    private final KeyedHash hash;
    private final Cache<ByteBuffer, Card> cardsByHash;
    private final Cache<String, Account> accountsByNumber;
    private final Cache<Long, Account> accountsById;
    private final Duration deaf;
    private final Notifications changes;
    /** Counts up before what has changed is let go of, so that nothing older is put there after it. */
    private final AtomicLong version = new AtomicLong();

    /** @param deaf how long the database may not have been heard before nothing is taken from memory */
    Directory(Bank bank, Cards cards, KeyedHash hash, Duration deaf) {
        this.bank = bank;
        this.cards = cards;
        this.hash = hash;
        this.deaf = deaf;
        cardsByHash = Caffeine.newBuilder().maximumSize(SIZE).build();
        accountsByNumber = Caffeine.newBuilder().maximumSize(SIZE).build();
        accountsById = Caffeine.newBuilder().maximumSize(SIZE).build();
        changes = bank.directoryChanges(new Forgetting());
    }

    /** Lets go of what has changed. */
    private final class Forgetting implements Notifications.Listener {
        @Override
        public void connected() {
            version.incrementAndGet();
            cardsByHash.invalidateAll();
            accountsByNumber.invalidateAll();
            accountsById.invalidateAll();
        }

        @Override
        public void told(List<String> changed) {
            if (changed.size() > MANY_CHANGES) {
                connected();
                return;
            }
            version.incrementAndGet();
            for (String row : changed) {
                int colon = row.indexOf(':');
                String id = row.substring(colon + 1);
                if (row.startsWith("card:")) {
                    UUID card = UUID.fromString(id);
                    cardsByHash.asMap().values().removeIf(held -> held.id().equals(card));
                } else {
                    long account = Long.parseLong(id);
                    accountsById.invalidate(account);
                    accountsByNumber.asMap().values().removeIf(held -> held.id() == account);
                }
            }
        }
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
        long before = version.get();
        Map<String, Card> found = cards.byNumbers(missing.keySet());
        found.forEach((number, card) -> hold(cardsByHash, Objects.requireNonNull(missing.get(number)), card, before));
        bank.accounts()
                .byIds(found.values().stream().map(Card::accountId).toList())
                .forEach(account -> hold(accountsById, account.id(), account, before));
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

    private <K, V> Optional<V> find(Cache<K, V> held, K key, Source<K, V> source) {
        @Nullable V value = held.getIfPresent(key);
        if (value != null && changes.currentWithin(deaf)) {
            return Optional.of(value);
        }
        long before = version.get();
        Optional<V> found = source.find(key);
        found.ifPresent(fresh -> hold(held, key, fresh, before));
        return found;
    }

    private <K, V> void hold(Cache<K, V> held, K key, V fresh, long read) {
        held.put(key, fresh);
        if (version.get() != read) {
            held.invalidate(key);
        }
    }

    @Override
    public void close() {
        changes.close();
    }
}
