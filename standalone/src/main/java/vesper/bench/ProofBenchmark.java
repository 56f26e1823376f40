package vesper.bench;

import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.function.Consumer;
import vesper.bank.Bank;
import vesper.bank.ledger.BalancesInTime;
import vesper.bank.ledger.EntryKind;
import vesper.bank.ledger.EntryRequest;
import vesper.bank.seal.SealKey;
import vesper.bank.seal.SealPublicKeys;
import vesper.bank.seal.SealVerification;
import vesper.cli.BankDatabase;
import vesper.embedded.EmbeddedPostgres;
import vesper.home.Home;
import vesper.home.Ports;

/**
 * Sealing and verifying a day of 1,000,000 card payments, and the balance of an account with 100,000 postings as of 700 days
 * ago.
 */
final class ProofBenchmark implements Benchmark {
    private static final int ENTRIES = 1_000_000;
    private static final int BATCH = 500;
    private static final int CLIENTS = 2;
    private static final int DAYS = 720;
    private static final int POSTINGS_A_DAY = 139;
    private static final int DAYS_BACK = 700;
    private static final int QUERIES = 1_000;
    private static final double P95 = 0.95;

    @Override
    public void run(Settings settings, Consumer<Figure> figures) throws Exception {
        Path folder = settings.folder();
        SealKey key = SealKey.inMemory();
        SealPublicKeys trusted = new SealPublicKeys(List.of(key.publicKey()));
        try (Home home = Home.open(folder, Ports.anyFree().base());
                EmbeddedPostgres postgres = EmbeddedPostgres.start(home);
                HikariDataSource pool = BankDatabase.pool(postgres.address(), CLIENTS + 2)) {
            Bank bank = new Bank(pool);
            BookingBenchmark.prepare(bank, pool, settings.accounts());
            settings.progress().accept("proof: booking " + ENTRIES + " entries");
            BookingBenchmark.Work work = new BookingBenchmark.Work(bank, settings.accounts());
            for (int booked = 0; booked < ENTRIES; booked += CLIENTS * BATCH) {
                work.bookOnce(CLIENTS, BATCH);
            }
            LocalDate day = bank.businessDates().current().businessDate();
            shut(bank, day);
            settings.progress().accept("proof: sealing");
            figures.accept(Figure.alone(
                    "proof.seal", List.of(seconds(() -> bank.seals().seal(day, key))), "s"));
            bank.businessDates().advance(day);
            List<Double> verified = new ArrayList<>();
            for (int round = 1; round <= settings.rounds(); round++) {
                settings.progress().accept("proof: verifying, round " + round + " of " + settings.rounds());
                verified.add(seconds(() -> {
                    SealVerification.Result result = bank.transaction()
                            .execute(status -> bank.sealVerification().verify(day, day, trusted));
                    if (result == null || !result.holds()) {
                        throw new IllegalStateException("the sealed day does not hold: " + result);
                    }
                }));
            }
            figures.accept(Figure.alone("proof.verify", verified, "s"));
            balances(bank, work, key, settings, figures);
        }
    }

    private static void balances(
            Bank bank, BookingBenchmark.Work work, SealKey key, Settings settings, Consumer<Figure> figures) {
        settings.progress().accept("proof: closing " + DAYS + " days");
        long account = work.uniform(BookingBenchmark.Client.ALONE).legs().get(0).accountId();
        List<Instant> closed = new ArrayList<>();
        for (int day = 0; day < DAYS; day++) {
            LocalDate date = bank.businessDates().current().businessDate();
            List<EntryRequest> entries = new ArrayList<>();
            for (int n = 0; n < POSTINGS_A_DAY; n++) {
                EntryRequest any = work.uniform(BookingBenchmark.Client.ALONE);
                entries.add(EntryRequest.move(
                        UUID.randomUUID(),
                        EntryKind.CARD_PAYMENT,
                        date,
                        any.narrative(),
                        account,
                        any.legs().get(1).accountId(),
                        any.legs().get(1).amountMinor(),
                        "USD",
                        false));
            }
            bank.ledger().book(entries);
            closed.add(Instant.now());
            shut(bank, date);
            bank.seals().seal(date, key);
            bank.businessDates().advance(date);
        }
        BalancesInTime balances = bank.balancesInTime();
        LocalDate today = bank.businessDates().current().businessDate();
        SplittableRandom random = new SplittableRandom(1);
        double[] asOf = new double[QUERIES];
        double[] onValueDate = new double[QUERIES];
        for (int n = 0; n < QUERIES; n++) {
            int back = DAYS_BACK + random.nextInt(DAYS - DAYS_BACK);
            Instant instant = closed.get(DAYS - back);
            LocalDate date = today.minusDays(back);
            asOf[n] = 1_000 * seconds(() -> balances.asOf(account, instant));
            onValueDate[n] = 1_000 * seconds(() -> balances.onValueDate(account, date));
        }
        figures.accept(Figure.alone("proof.balance-as-of.p95", List.of(Figure.percentile(asOf, P95)), "ms"));
        figures.accept(Figure.alone("proof.balance-by-value.p95", List.of(Figure.percentile(onValueDate, P95)), "ms"));
    }

    private static void shut(Bank bank, LocalDate day) {
        bank.businessDates().cutOff(day);
        bank.businessDates().startClosing(day);
        bank.businessDates().shut(day);
    }

    private static double seconds(Runnable work) {
        long start = System.nanoTime();
        work.run();
        return (System.nanoTime() - start) / 1e9;
    }
}
