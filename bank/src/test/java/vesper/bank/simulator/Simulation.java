package vesper.bank.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;
import vesper.bank.Bank;
import vesper.bank.account.AccountStatus;
import vesper.bank.ledger.BookingOutcome;
import vesper.bank.ledger.LedgerRequest;
import vesper.bank.seal.SealKey;

/** The run of one seed: random commands to the ledger and to the oracle, and the comparison of what they say and leave. */
final class Simulation {
    private static final int CUSTOMERS = 6;
    private static final int STEPS = 14;
    private static final List<AccountStatus> STATUSES =
            List.of(AccountStatus.OPEN, AccountStatus.DORMANT, AccountStatus.FROZEN);

    private final long seed;
    private final Random random;
    private final Bank bank;
    private final CrashingDataSource crashing;
    private final Bank mortal;
    private final Oracle oracle;
    private final Commands commands;
    private final SealKey key;
    private final Books books;
    private final List<Long> customers;

    /**
     * @param bank sees the database as it is
     * @param crashing a way to the same database that breaks when told
     * @param mortal sees the database through it
     * @param own the bank's own accounts
     * @param key that days are sealed with
     */
    Simulation(long seed, Bank bank, CrashingDataSource crashing, Bank mortal, Commands.Own own, SealKey key) {
        this.seed = seed;
        random = new Random(seed);
        this.bank = bank;
        this.crashing = crashing;
        this.mortal = mortal;
        this.key = key;
        oracle = new Oracle(bank.businessDates().current().businessDate());
        commands = new Commands(random, oracle, bank.journal(), own);
        books = new Books(bank.jdbc());
        customers = openAccounts(own);
    }

    private List<Long> openAccounts(Commands.Own own) {
        own(own.usd(), "USD");
        own(own.eur(), "EUR");
        own(own.usdPosition(), "USD");
        own(own.eurPosition(), "EUR");
        List<Long> ids = new ArrayList<>();
        for (int i = 0; i < CUSTOMERS; i++) {
            long overdraft = random.nextInt(3) == 0 ? 5_000 : 0;
            long minimum = random.nextInt(4) == 0 ? 300 : 0;
            long id = books.openAccount(overdraft, minimum);
            oracle.put(
                    id, new Oracle.Account(false, "USD", AccountStatus.OPEN, minimum - overdraft, false, false, 0, 0));
            ids.add(id);
        }
        return ids;
    }

    private void own(long id, String currency) {
        oracle.put(id, new Oracle.Account(true, currency, AccountStatus.OPEN, 0, false, false, 0, 0));
    }

    void run() {
        for (int step = 0; step < STEPS; step++) {
            switch (random.nextInt(12)) {
                case 0 -> closeDay();
                case 1 -> restrict();
                case 2 -> inAnyOrder();
                default -> book(commands.batch(customers));
            }
        }
        assertThat(books.accounts(customers)).as("accounts, seed %d", seed).isEqualTo(expectedAccounts());
        assertThat(books.entries()).as("entries, seed %d", seed).isEqualTo(Books.expectedEntries(oracle.world()));
        assertThat(books.holds(customers)).as("holds, seed %d", seed).isEqualTo(Books.expectedHolds(oracle.world()));
        assertThat(books.announced())
                .as("announced, seed %d", seed)
                .isEqualTo(books.entries().keySet());
    }

    /** Books, perhaps with a crash on the way and then again, and now and then once more. */
    private void book(List<LedgerRequest> batch) {
        withCrashes(() -> ask(batch, mortal), () -> oracle.apply(batch));
        if (random.nextInt(6) == 0) {
            ask(batch, bank);
        }
    }

    private void ask(List<LedgerRequest> batch, Bank through) {
        List<BookingOutcome> outcomes = through.ledger().book(batch);
        List<Oracle.Answer> answers = oracle.apply(batch);
        for (int place = 0; place < batch.size(); place++) {
            assertThat(said(outcomes.get(place)))
                    .as("seed %d: %s in %s", seed, batch.get(place), batch)
                    .isEqualTo(answers.get(place));
        }
    }

    private static Oracle.Answer said(BookingOutcome outcome) {
        if (outcome instanceof BookingOutcome.Refused refused) {
            return new Oracle.Answer(refused.reason(), false);
        }
        boolean repeated = outcome instanceof BookingOutcome.Booked booked
                ? booked.repeated()
                : ((BookingOutcome.HoldMoved) outcome).repeated();
        return new Oracle.Answer(null, repeated);
    }

    /**
     * Does the action; half the time the connection is lost on the way, and the action is done again.
     *
     * @param tookPlace what a lost commit did nevertheless
     */
    private void withCrashes(Runnable action, Runnable tookPlace) {
        if (random.nextBoolean()) {
            action.run();
            return;
        }
        crashing.crashAt(1 + random.nextInt(4), random.nextBoolean());
        try {
            action.run();
        } catch (DataAccessException | TransactionException e) {
            if (!crashing.crashed()) {
                throw e;
            }
            if (crashing.committed()) {
                tookPlace.run();
            }
            crashing.calm();
            action.run();
        } finally {
            crashing.calm();
        }
    }

    /** Two batches that have nothing to do with each other, to the ledger in the other order than to the oracle. */
    private void inAnyOrder() {
        List<LedgerRequest> first = commands.newBatch(customers.subList(0, CUSTOMERS / 2));
        List<LedgerRequest> second = commands.newBatch(customers.subList(CUSTOMERS / 2, CUSTOMERS));
        List<BookingOutcome> toSecond = bank.ledger().book(second);
        ask(first, bank);
        assertThat(toSecond.stream().map(Simulation::said).toList())
                .as("seed %d: %s", seed, second)
                .isEqualTo(oracle.apply(second));
    }

    private void closeDay() {
        var day = oracle.businessDate();
        withCrashes(() -> mortal.businessDates().cutOff(day), () -> {});
        oracle.cutOff();
        book(commands.batch(customers));
        withCrashes(() -> mortal.businessDates().startClosing(day), () -> {});
        book(commands.batch(customers));
        withCrashes(() -> mortal.businessDates().shut(day), () -> {});
        oracle.shut();
        book(commands.batch(customers));
        withCrashes(() -> mortal.seals().seal(day, key), () -> {});
        book(commands.batch(customers));
        withCrashes(() -> mortal.businessDates().advance(day), () -> {});
        oracle.advance();
    }

    private void restrict() {
        long id = customers.get(random.nextInt(CUSTOMERS));
        Oracle.Account was = oracle.world().accounts().get(id);
        boolean debit = random.nextInt(4) == 0;
        boolean credit = random.nextInt(4) == 0;
        AccountStatus status =
                random.nextBoolean() ? AccountStatus.OPEN : STATUSES.get(random.nextInt(STATUSES.size()));
        books.restrict(id, status, debit, credit);
        oracle.put(
                id,
                new Oracle.Account(
                        false, was.currency(), status, was.floor(), debit, credit, was.balance(), was.held()));
    }

    private Map<Long, List<Long>> expectedAccounts() {
        Map<Long, List<Long>> expected = new TreeMap<>();
        for (long id : customers) {
            Oracle.Account account = oracle.world().accounts().get(id);
            expected.put(id, List.of(account.balance(), account.held()));
        }
        return expected;
    }
}
