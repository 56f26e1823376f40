package vesper.bench;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.support.JdbcTransactionManager;
import vesper.bank.Bank;
import vesper.bank.audit.Actor;
import vesper.bank.calendar.HolidayCalendars;
import vesper.batch.Batch;
import vesper.batch.BatchJobs;
import vesper.batch.BatchSettings;
import vesper.batch.PaymentsInFlight;
import vesper.batch.operator.Operations;
import vesper.batch.operator.RunDetail;
import vesper.batch.operator.RunStatus;
import vesper.batch.operator.RunView;
import vesper.batch.operator.StepView;
import vesper.cli.BankDatabase;
import vesper.embedded.EmbeddedPostgres;
import vesper.home.Home;
import vesper.home.Ports;

/**
 * Seconds that the close takes, on deposits and on loans. On each of the last business days of a month a twentieth of the loans is
 * due: {@code close.loans} is the time of the steps on them, interest to provisions, {@code close.accrual} that of the interest
 * on deposits, and {@code close.total} the whole close, proof and seal and all; {@code close.killed-five-times} is a close that dies
 * so often on its way ({@link KilledClose}), against {@code close.undisturbed}, that of the business day before. On the month's
 * last day, once, {@code close.capitalisation} is the step that posts the month's interest, and {@code close.month-end} the whole
 * close but the statements; {@code close.heap} is what it leaves in the heap, against what the closes before it left. The limits, in
 * turns with it and on tables of their own, are {@link DepositSql} and {@link LoanSql}.
 */
final class CloseBenchmark implements Benchmark {
    static final Actor BENCH = Actor.system("bench");
    private static final LocalDate MONTH_END = LocalDate.of(2023, 6, 30);
    private static final Set<String> LOAN_STEPS =
            Set.of("loan-interest", "loan-repayments", "loan-charges", "loan-provisions");
    private static final int MOST_ROUNDS = 10;
    private static final int KILLED_ROUNDS = 3;
    private static final int LOOP_SAMPLE = 2_000;

    private final boolean withLoans;

    /** @param withLoans whether there are loans in the bank, too */
    CloseBenchmark(boolean withLoans) {
        this.withLoans = withLoans;
    }

    @Override
    public void run(Settings settings, Consumer<Figure> figures) throws Exception {
        int rounds = Math.min(settings.rounds(), MOST_ROUNDS);
        try (Home home = Home.open(settings.folder(), Ports.anyFree().base());
                EmbeddedPostgres postgres = EmbeddedPostgres.start(home);
                HikariDataSource pool = BankDatabase.pool(postgres.address(), 4)) {
            Bank.migrate(pool);
            Bank bank = new Bank(pool);
            Nights nights = new Nights(bank, pool, settings, rounds);
            try (Batch batch = new Batch(
                    pool,
                    new JdbcTransactionManager(pool),
                    BatchJobs.reportingOver(bank, null),
                    PaymentsInFlight.NONE,
                    BatchSettings.standalone(),
                    List.of())) {
                nights.daily(batch.operations(), rounds, figures);
                Memory afterDays = Memory.now();
                nights.killed(new KilledClose(postgres.address()), batch.operations(), figures);
                nights.monthEnd(batch.operations(), figures);
                figures.accept(Figure.against(
                        "close.heap",
                        List.of(Memory.now().heap()),
                        "MiB",
                        "after-daily-closes",
                        List.of(afterDays.heap())));
            }
        }
    }

    /** The bank's nights, each after the same work in SQL. */
    private final class Nights {
        private final Bank bank;
        private final Settings settings;
        private final LocalDate firstDay;
        private final @Nullable LoanPopulation loans;
        private final @Nullable LoanSql loanSql;
        private final DepositSql depositSql;
        /** After the first; the last of them is the one under way. */
        private int businessDays;

        Nights(Bank bank, HikariDataSource pool, Settings settings, int rounds) {
            this.bank = bank;
            this.settings = settings;
            firstDay =
                    HolidayCalendars.WEEKENDS.plusBusinessDays(MONTH_END, -(rounds + 1) - 2 * (KILLED_ROUNDS + 1) - 1);
            bank.businessDates().open(firstDay);
            long customer = bank.customers()
                    .register("bench", "Bench Customer", null, "", "en")
                    .id();
            settings.progress().accept("close: opening " + settings.accounts() + " accounts");
            DepositPopulation.create(bank, settings.accounts(), firstDay);
            if (withLoans) {
                settings.progress().accept("close: opening " + settings.loans() + " loans");
            }
            loans = withLoans ? LoanPopulation.create(bank, customer, firstDay, settings.loans()) : null;
            CopiedTables.create(bank);
            loanSql = loans == null ? null : new LoanSql(bank, loans);
            depositSql = new DepositSql(bank, pool);
        }

        void daily(Operations operations, int rounds, Consumer<Figure> figures) {
            List<Double> accruals = new ArrayList<>();
            List<Double> accrualLimits = new ArrayList<>();
            List<Double> loanSeconds = new ArrayList<>();
            List<Double> loanLimits = new ArrayList<>();
            List<Double> totals = new ArrayList<>();
            for (int round = 0; round <= rounds; round++) {
                settings.progress()
                        .accept(round == 0 ? "close: warming up" : "close: round " + round + " of " + rounds);
                LocalDate day = nextDay(operations);
                double accrualLimit = depositSql.secondsOfAccrual(day);
                double loanLimit = loanSql == null ? 0 : loanSql.secondsOf(day);
                RunDetail night = close(operations, day);
                if (round > 0) {
                    accrualLimits.add(accrualLimit);
                    accruals.add(seconds(night, "interest-accrual"::equals));
                    loanLimits.add(loanLimit);
                    loanSeconds.add(seconds(night, LOAN_STEPS::contains));
                    totals.add(seconds(night.run().started(), night.run().ended()));
                }
            }
            figures.accept(Figure.against("close.accrual", accruals, "s", "sql-accrual", accrualLimits));
            if (withLoans) {
                figures.accept(Figure.against("close.loans", loanSeconds, "s", "sql-loans", loanLimits));
            }
            figures.accept(Figure.alone("close.total", totals, "s"));
        }

        /** Closes that die, each after one that does not: the tables grow from day to day. */
        void killed(KilledClose close, Operations operations, Consumer<Figure> figures) throws InterruptedException {
            List<Double> totals = new ArrayList<>();
            List<Double> seconds = new ArrayList<>();
            for (int round = 0; round <= KILLED_ROUNDS; round++) {
                settings.progress()
                        .accept(
                                round == 0
                                        ? "close: killed and restarted, warming up"
                                        : "close: killed and restarted, round " + round + " of " + KILLED_ROUNDS);
                RunView run = close(operations, nextDay(operations)).run();
                double undisturbed = seconds(run.started(), run.ended());
                double killed = close.seconds(nextDay(operations), undisturbed);
                if (round > 0) {
                    totals.add(undisturbed);
                    seconds.add(killed);
                }
            }
            figures.accept(Figure.against("close.killed-five-times", seconds, "s", "close.undisturbed", totals));
        }

        /** The next business day, with those before it closed. */
        private LocalDate nextDay(Operations operations) {
            businessDays++;
            LocalDate day = HolidayCalendars.WEEKENDS.plusBusinessDays(firstDay, businessDays);
            closeDaysBefore(day, operations);
            return day;
        }

        void monthEnd(Operations operations, Consumer<Figure> figures) throws SQLException {
            settings.progress().accept("close: the end of the month");
            closeDaysBefore(MONTH_END, operations);
            List<Double> limit = List.of(depositSql.secondsOfCapitalisation(MONTH_END));
            RunDetail night = close(operations, MONTH_END);
            List<Double> capitalisation = List.of(seconds(night, "capitalisation"::equals));
            List<Double> loop =
                    List.of(depositSql.secondsOfLoop(MONTH_END.plusDays(1), LOOP_SAMPLE, settings.accounts()));
            figures.accept(Figure.against("close.capitalisation", capitalisation, "s", "sql-capitalisation", limit));
            figures.accept(Figure.against("close.capitalisation", capitalisation, "s", "jdbc-row-by-row", loop));
            figures.accept(
                    Figure.alone("close.month-end", List.of(seconds(night, step -> !step.equals("statements"))), "s"));
        }

        private void closeDaysBefore(LocalDate day, Operations operations) {
            operations.closeUntil(BENCH, day.minusDays(1), run -> {}).forEach(CloseBenchmark::requireCompleted);
            bank.jdbc().sql("truncate outbox").update();
        }

        private RunDetail close(Operations operations, LocalDate day) {
            RunView run = operations.closeUntil(BENCH, day, ended -> {}).get(0);
            requireCompleted(run);
            RunDetail night = operations.run(run.id()).orElseThrow();
            long due = loans == null ? 0 : loans.dueEachDay();
            for (StepView step : night.steps()) {
                if (step.name().equals("loan-repayments") && step.done() != due) {
                    throw new IllegalStateException(
                            "only " + step.done() + " of " + due + " instalments were collected");
                }
            }
            return night;
        }
    }

    private static void requireCompleted(RunView run) {
        if (run.status() != RunStatus.COMPLETED) {
            throw new IllegalStateException(
                    "the close of " + run.businessDate() + " did not complete: " + run.reason());
        }
    }

    private static double seconds(RunDetail night, Predicate<String> steps) {
        return night.steps().stream()
                .filter(step -> steps.test(step.name()))
                .mapToDouble(step -> seconds(step.started(), step.ended()))
                .sum();
    }

    private static double seconds(@Nullable Instant from, @Nullable Instant to) {
        return Duration.between(Objects.requireNonNull(from), Objects.requireNonNull(to))
                        .toMillis()
                / 1e3;
    }
}
