package vesper.api.onboarding;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.PessimisticLockingFailureException;
import vesper.api.problem.ProblemException;
import vesper.bank.Bank;
import vesper.bank.Ids;
import vesper.bank.account.Account;
import vesper.bank.account.Accounts;
import vesper.bank.account.LedgerCode;
import vesper.bank.calendar.BusinessDay;
import vesper.bank.customer.Card;
import vesper.bank.customer.Cards;
import vesper.bank.ledger.BookingOutcome;
import vesper.bank.ledger.EntryKind;
import vesper.bank.ledger.EntryRequest;
import vesper.bank.money.Money;

/**
 * Opens accounts for cards: customer, current account, card and the entry of the opening balance, all in one database
 * transaction. A card that is known is left as it is, so repeating is harmless.
 */
final class Onboarding {
    private static final String PRODUCT = "current";
    private static final int ATTEMPTS = 3;

    private final Bank bank;
    private final Cards cards;

    Onboarding(Bank bank, Cards cards) {
        this.bank = bank;
        this.cards = cards;
    }

    /** Another request registered one of the cards at the same time; the transaction is to be rolled back and repeated. */
    private static final class OvertakenException extends RuntimeException {
        OvertakenException() {
            super("another request registered the card first", null, false, false);
        }
    }

    /**
     * Opens the accounts that are new, all or none.
     *
     * @return one answer per order, in the same order
     */
    List<CardAccountAnswer> open(List<CardAccountOrder> orders) {
        for (int attempt = 1; ; attempt++) {
            try {
                return bank.transaction().execute(status -> openAll(orders));
            } catch (OvertakenException | PessimisticLockingFailureException e) {
                // The second: two batches wait for each other's customers, and the database has ended one of them.
                if (attempt == ATTEMPTS) {
                    throw new IllegalStateException("overtaken " + ATTEMPTS + " times", e);
                }
            }
        }
    }

    private List<CardAccountAnswer> openAll(List<CardAccountOrder> orders) {
        BusinessDay day = bank.businessDates().find().orElseThrow(ProblemException::bankNotOpen);
        CardAccountAnswer[] answers = new CardAccountAnswer[orders.size()];
        List<EntryRequest> entries = new ArrayList<>();
        // In the order of the cards, so that two batches with the same ones wait for each other instead of for ever.
        List<Integer> places = IntStream.range(0, orders.size())
                .boxed()
                .sorted(Comparator.comparing(place -> orders.get(place).card()))
                .toList();
        for (int place : places) {
            answers[place] = open(orders.get(place), day, entries);
        }
        for (BookingOutcome outcome : bank.ledger().book(entries)) {
            if (outcome instanceof BookingOutcome.Refused refused) {
                throw new IllegalStateException("the ledger refused an opening balance: " + refused.reason());
            }
        }
        return List.of(answers);
    }

    private CardAccountAnswer open(CardAccountOrder order, BusinessDay day, List<EntryRequest> entries) {
        Optional<Card> known = cards.byNumber(order.card());
        if (known.isPresent()) {
            Account account = bank.accounts().byId(known.get().accountId()).orElseThrow();
            return new CardAccountAnswer("known", account.number(), known.get().last4(), List.of());
        }
        Account account = openAccount(order, day);
        Card card = cards.issue(order.card(), account.id());
        if (card.accountId() != account.id()) {
            throw new OvertakenException();
        }
        EntryRequest funds = funds(order, account, day);
        if (funds != null) {
            entries.add(funds);
        }
        return new CardAccountAnswer("opened", account.number(), card.last4(), List.of());
    }

    private Account openAccount(CardAccountOrder order, BusinessDay day) {
        long customer = bank.customers()
                .register(order.customerReference(), order.name(), order.email(), order.address(), "en")
                .id();
        return bank.accounts()
                .open(new Accounts.Opening(
                        customer, PRODUCT, order.currency(), 0, "Card account", day.acceptingDate()));
    }

    private @Nullable EntryRequest funds(CardAccountOrder order, Account account, BusinessDay day) {
        if (order.openingBalanceMinor() == 0) {
            return null;
        }
        Money amount = new Money(order.openingBalanceMinor(), order.currency());
        return EntryRequest.move(
                Ids.of("opening", account.number()),
                EntryKind.OPENING,
                day.acceptingDate(),
                "Opening balance",
                bank.accounts()
                        .ledgerAccount(LedgerCode.CASH, amount.currency())
                        .id(),
                account.id(),
                amount.amountMinor(),
                amount.currency(),
                false);
    }
}
