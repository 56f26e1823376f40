package vesper.bench;

import com.zaxxer.hikari.HikariDataSource;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.support.JdbcTransactionManager;
import vesper.bank.Bank;
import vesper.bank.audit.Actor;
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
 * Seconds that the close of a day takes for loans, of which each night a twentieth is due: {@code close.loans} is the time of
 * its steps on loans, interest to provisions. Its limit, in turns with it and on tables of its own, is {@link LoanSql}.
 * {@code close.total} is the whole close, proof and all.
 */
final class CloseBenchmark implements Benchmark {
    private static final Actor BENCH = Actor.system("bench");
    private static final List<String> LOAN_STEPS =
            List.of("loan-interest", "loan-repayments", "loan-charges", "loan-provisions");

    @Override
    public void run(Settings settings, Consumer<Figure> figures) throws Exception {
        try (Home home = Home.open(settings.folder(), Ports.anyFree().base());
                EmbeddedPostgres postgres = EmbeddedPostgres.start(home);
                HikariDataSource pool = BankDatabase.pool(postgres.address(), 4)) {
            Bank bank = new Bank(pool);
            settings.progress().accept("close: opening " + settings.loans() + " loans");
            LoanPopulation loans = LoanPopulation.create(bank, pool, settings.loans());
            LoanSql sql = new LoanSql(bank, loans);
            List<Double> bankSeconds = new ArrayList<>();
            List<Double> sqlSeconds = new ArrayList<>();
            List<Double> totals = new ArrayList<>();
            try (Batch batch = new Batch(
                    pool,
                    new JdbcTransactionManager(pool),
                    BatchJobs.reportingOver(bank),
                    PaymentsInFlight.NONE,
                    BatchSettings.standalone(),
                    List.of())) {
                for (int round = 0; round <= settings.rounds(); round++) {
                    settings.progress()
                            .accept(
                                    round == 0
                                            ? "close: warming up"
                                            : "close: round " + round + " of " + settings.rounds());
                    LocalDate day = loans.dueDay(round);
                    List<RunView> before = batch.operations().closeUntil(BENCH, day.minusDays(1), run -> {});
                    before.forEach(CloseBenchmark::requireCompleted);
                    bank.jdbc().sql("truncate outbox").update();
                    double limit = sql.secondsOf(day);
                    RunDetail night = close(batch.operations(), day, loans);
                    if (round > 0) {
                        sqlSeconds.add(limit);
                        bankSeconds.add(loanSeconds(night));
                        totals.add(seconds(night.run().started(), night.run().ended()));
                    }
                }
            }
            figures.accept(Figure.against("close.loans", bankSeconds, "s", "sql-loans", sqlSeconds));
            figures.accept(Figure.alone("close.total", totals, "s"));
        }
    }

    private static RunDetail close(Operations operations, LocalDate day, LoanPopulation loans) {
        RunView run = operations.closeUntil(BENCH, day, ended -> {}).get(0);
        requireCompleted(run);
        RunDetail night = operations.run(run.id()).orElseThrow();
        for (StepView step : night.steps()) {
            if (step.name().equals("loan-repayments") && step.done() != loans.dueEachDay()) {
                throw new IllegalStateException(
                        "only " + step.done() + " of " + loans.dueEachDay() + " instalments were collected");
            }
        }
        return night;
    }

    private static void requireCompleted(RunView run) {
        if (run.status() != RunStatus.COMPLETED) {
            throw new IllegalStateException(
                    "the close of " + run.businessDate() + " did not complete: " + run.reason());
        }
    }

    private static double loanSeconds(RunDetail night) {
        return night.steps().stream()
                .filter(step -> LOAN_STEPS.contains(step.name()))
                .mapToDouble(step -> seconds(step.started(), step.ended()))
                .sum();
    }

    private static double seconds(@Nullable Instant from, @Nullable Instant to) {
        return Duration.between(Objects.requireNonNull(from), Objects.requireNonNull(to))
                        .toMillis()
                / 1e3;
    }
}
