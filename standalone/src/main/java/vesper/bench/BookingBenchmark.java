package vesper.bench;

import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import vesper.bank.Bank;
import vesper.bank.account.LedgerCode;
import vesper.bank.ledger.BookingOutcome;
import vesper.bank.ledger.EntryKind;
import vesper.bank.ledger.EntryRequest;
import vesper.bank.ledger.ProofOfBooks;
import vesper.cli.BankDatabase;
import vesper.embedded.EmbeddedPostgres;
import vesper.home.Home;
import vesper.home.Ports;

/**
 * Entries a second through {@code Ledger.book}, on the embedded server with its data on disk and every commit flushed.
 * Limits, in turns with it: pgbench's TPC-B-like transaction with 16 clients, such entries, spread alike, checked and written by
 * one SQL statement per 500 of them, and transfers that have no account in common. Each client has payers of its own, as each
 * subtask of the booking job has by the key of its topic.
 */
final class BookingBenchmark implements Benchmark {
    private static final LocalDate DAY = LocalDate.of(2023, 6, 5);
    private static final int BATCH = 500;
    private static final int BATCH_CLIENTS = 4;
    private static final int SINGLE_CLIENTS = 16;
    private static final int ROUND_SECONDS = 5;
    /** Entries one by one until the compiler is done: then the first round is as quick as the last. */
    private static final int WARM_UP_SECONDS = 30;

    @Override
    public void run(Settings settings, Consumer<Figure> figures) throws Exception {
        Path folder = settings.folder();
        try (Home home = Home.open(folder, Ports.anyFree().base());
                EmbeddedPostgres postgres = EmbeddedPostgres.start(home);
                HikariDataSource pool = BankDatabase.pool(postgres.address(), SINGLE_CLIENTS + 2)) {
            Bank bank = new Bank(pool);
            prepare(bank, pool, settings.accounts());
            Rates rates = new Rates();
            Pgbench pgbench = new Pgbench(postgres.address());
            pgbench.prepare();
            Work work = new Work(bank, settings.accounts());
            settings.progress().accept("booking: warming up for " + WARM_UP_SECONDS + " s");
            var unused = work.perSecond(SINGLE_CLIENTS, 1, WARM_UP_SECONDS, work::uniform);
            for (int round = 1; round <= settings.rounds(); round++) {
                settings.progress().accept("booking: round " + round + " of " + settings.rounds());
                rates.tpcb.add(pgbench.transactionsPerSecond(ROUND_SECONDS));
                rates.transfers.add(work.perSecond(BATCH_CLIENTS, BATCH, work::transfer));
                rates.batched.add(work.perSecond(BATCH_CLIENTS, BATCH, work::uniform));
                rates.sql.add(new SqlOnly(postgres.address(), work::uniformOfSecondHalf)
                        .perSecond(BATCH_CLIENTS, BATCH, ROUND_SECONDS));
                rates.skewed.add(work.perSecond(BATCH_CLIENTS, BATCH, work::skewed));
                rates.skewedSql.add(new SqlOnly(postgres.address(), work::skewedOfSecondHalf)
                        .perSecond(BATCH_CLIENTS, BATCH, ROUND_SECONDS));
                rates.hot.add(work.perSecond(BATCH_CLIENTS, BATCH, work::hot));
                rates.single.add(work.perSecond(SINGLE_CLIENTS, 1, work::uniform));
            }
            figures.accept(
                    Figure.against("booking.batched", rates.batched, "entries/s", "pgbench-tpcb-16", rates.tpcb));
            figures.accept(
                    Figure.against("booking.batched", rates.batched, "entries/s", "sql-500-per-commit", rates.sql));
            figures.accept(Figure.against(
                    "booking.batched", rates.batched, "entries/s", "transfers-without-a-hot-account", rates.transfers));
            figures.accept(
                    Figure.against("booking.skewed", rates.skewed, "entries/s", "booking.batched", rates.batched));
            figures.accept(Figure.against(
                    "booking.skewed", rates.skewed, "entries/s", "sql-500-per-commit-skewed", rates.skewedSql));
            figures.accept(Figure.against("booking.skewed", rates.skewed, "entries/s", "pgbench-tpcb-16", rates.tpcb));
            figures.accept(Figure.against("booking.hot", rates.hot, "entries/s", "booking.batched", rates.batched));
            figures.accept(Figure.against("booking.single", rates.single, "entries/s", "pgbench-tpcb-16", rates.tpcb));
            ProofOfBooks.Result proof = bank.proof().check();
            if (!proof.holds()) {
                throw new IllegalStateException("the books do not hold after the benchmark: " + proof.breaks());
            }
        }
    }

    private static final class Rates {
        private final List<Double> tpcb = new ArrayList<>();
        private final List<Double> transfers = new ArrayList<>();
        private final List<Double> batched = new ArrayList<>();
        private final List<Double> sql = new ArrayList<>();
        private final List<Double> skewed = new ArrayList<>();
        private final List<Double> skewedSql = new ArrayList<>();
        private final List<Double> hot = new ArrayList<>();
        private final List<Double> single = new ArrayList<>();
    }

    /** Opens the accounts, each with funds that no round uses up. */
    static void prepare(Bank bank, HikariDataSource pool, int accounts) {
        Bank.migrate(pool);
        bank.businessDates().open(DAY);
        long customer = bank.customers()
                .register("bench", "Bench Customer", null, "", "en")
                .id();
        bank.accounts().ledgerAccount(LedgerCode.CARD_SETTLEMENT, "USD");
        long cash = bank.accounts().ledgerAccount(LedgerCode.CASH, "USD").id();
        bank.jdbc()
                .sql("""
                        insert into account (number, kind, product_code, customer_id, currency, name, opened_on)
                        select 'BENCH' || n, 'CURRENT', 'current', :customer, 'USD', 'Current account', :day
                          from generate_series(1, :accounts) n
                        """)
                .param("customer", customer)
                .param("day", DAY)
                .param("accounts", accounts)
                .update();
        List<Long> ids = bank.jdbc()
                .sql("select id from account where number like 'BENCH%' order by id")
                .query(Long.class)
                .list();
        for (int from = 0; from < ids.size(); from += 5_000) {
            bank.ledger()
                    .book(ids.subList(from, Math.min(ids.size(), from + 5_000)).stream()
                            .map(id -> EntryRequest.move(
                                    UUID.randomUUID(),
                                    EntryKind.OPENING,
                                    DAY,
                                    "",
                                    cash,
                                    id,
                                    1_000_000_000L,
                                    "USD",
                                    false))
                            .toList());
        }
        bank.jdbc().sql("truncate outbox").update();
        bank.jdbc().sql("vacuum analyze account").update();
    }

    /** Entries to book, and the clients that book them. */
    static final class Work {
        private final Bank bank;
        private final long firstAccount;
        private final int accounts;
        private final long settlement;
        private final ThreadLocal<SplittableRandom> random = ThreadLocal.withInitial(SplittableRandom::new);

        Work(Bank bank, int accounts) {
            this.bank = bank;
            this.accounts = accounts / 2;
            this.firstAccount = bank.jdbc()
                    .sql("select min(id) from account where number like 'BENCH%'")
                    .query(Long.class)
                    .single();
            this.settlement = bank.accounts()
                    .ledgerAccount(LedgerCode.CARD_SETTLEMENT, "USD")
                    .id();
        }

        /** From any of the first half of the accounts to another, so none is on a side of every entry. */
        EntryRequest transfer(Client client) {
            int from = random.get().nextInt(accounts);
            int to = (from + 1 + random.get().nextInt(accounts - 1)) % accounts;
            return payment(firstAccount + from, firstAccount + to);
        }

        /** A card payment of any of the first half of the accounts: the bank's settlement account is on the other side of each. */
        EntryRequest uniform(Client client) {
            return payment(firstAccount + any(client), settlement);
        }

        /** Four of five payments come from one fifth of the accounts. */
        EntryRequest skewed(Client client) {
            return payment(firstAccount + fewMoreOften(client), settlement);
        }

        /** The same for {@link SqlOnly}, on accounts of its own: its fingerprints are not those of the ledger. */
        EntryRequest uniformOfSecondHalf(Client client) {
            return payment(firstAccount + accounts + any(client), settlement);
        }

        EntryRequest skewedOfSecondHalf(Client client) {
            return payment(firstAccount + accounts + fewMoreOften(client), settlement);
        }

        private int any(Client client) {
            return client.payer(random.get().nextInt(accounts / client.clients));
        }

        private int fewMoreOften(Client client) {
            SplittableRandom dice = random.get();
            int payers = accounts / client.clients;
            int fifth = payers / 5;
            return client.payer(dice.nextInt(5) < 4 ? dice.nextInt(fifth) : fifth + dice.nextInt(payers - fifth));
        }

        /** Every payment goes to one customer's account, the first, which each batch holds until it is committed. */
        EntryRequest hot(Client client) {
            return payment(firstAccount + 1 + random.get().nextInt(accounts - 1), firstAccount);
        }

        private EntryRequest payment(long from, long to) {
            return EntryRequest.move(
                    UUID.randomUUID(),
                    EntryKind.CARD_PAYMENT,
                    DAY,
                    "Kirlin and Sons",
                    from,
                    to,
                    1 + random.get().nextInt(9_999),
                    "USD",
                    true);
        }

        /** So many entries by each of so many clients, in one transaction each. */
        void bookOnce(int clients, int batch) {
            IntStream.range(0, clients)
                    .mapToObj(number -> new Client(number, clients))
                    .parallel()
                    .forEach(client -> bank.ledger()
                            .book(Stream.generate(() -> uniform(client))
                                    .limit(batch)
                                    .toList()));
        }

        double perSecond(int clients, int batch, Function<Client, EntryRequest> entry) throws Exception {
            return perSecond(clients, batch, ROUND_SECONDS, entry);
        }

        double perSecond(int clients, int batch, int seconds, Function<Client, EntryRequest> entry) throws Exception {
            return BookingBenchmark.perSecond(clients, seconds, client -> {
                List<EntryRequest> requests = new ArrayList<>(batch);
                for (int i = 0; i < batch; i++) {
                    requests.add(entry.apply(client));
                }
                long booked = bank.ledger().book(requests).stream()
                        .filter(BookingOutcome.Booked.class::isInstance)
                        .count();
                if (booked != batch) {
                    throw new IllegalStateException("only " + booked + " of " + batch + " entries were booked");
                }
                return batch;
            });
        }
    }

    /** One of so many clients, from 0 on. */
    record Client(int number, int clients) {
        static final Client ALONE = new Client(0, 1);

        /** The nth of its payers, counted from the first account. */
        int payer(int n) {
            return n * clients + number;
        }
    }

    /** What a client does again and again. */
    interface Action {
        /** @return how many it has done */
        long run(Client client) throws Exception;
    }

    /** Runs the action in a loop by so many clients, and counts what it says it did, per second. */
    static double perSecond(int clients, int seconds, Action action) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(clients);
        try {
            LongAdder done = new LongAdder();
            long start = System.nanoTime();
            long end = start + seconds * 1_000_000_000L;
            List<Future<Void>> running = new ArrayList<>();
            for (int number = 0; number < clients; number++) {
                Client client = new Client(number, clients);
                running.add(threads.submit(() -> {
                    while (System.nanoTime() < end) {
                        done.add(action.run(client));
                    }
                    return null;
                }));
            }
            for (Future<Void> each : running) {
                each.get();
            }
            return done.sum() / ((System.nanoTime() - start) / 1e9);
        } finally {
            threads.shutdownNow();
        }
    }
}
