package vesper.batch;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.springframework.batch.core.listener.StepExecutionListener;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.PlatformTransactionManager;
import vesper.bank.Bank;
import vesper.bank.TestBank;
import vesper.bank.audit.Actor;
import vesper.batch.operator.Operations;
import vesper.batch.operator.RunDetail;
import vesper.batch.operator.RunView;
import vesper.batch.operator.StepView;

/** A bank in a database of its own with its jobs, for tests. */
final class Night implements AutoCloseable {
    /** A part of the proof is about so many times as many as a chunk of other steps. */
    private static final int PROOF = 50;

    static final Actor OLGA = new Actor(Actor.Kind.STAFF, "olga", "test");

    final TestBank test = new TestBank();
    final Batch batch;

    Night(StepExecutionListener... listeners) {
        this(BatchSettings.standalone(), listeners);
    }

    Night(BatchSettings settings, StepExecutionListener... listeners) {
        RunNumbers.apart(test.dataSource());
        batch = over(test.dataSource(), new JdbcTransactionManager(test.dataSource()), settings, List.of(listeners));
    }

    /** The jobs over a database that is there already. */
    static Batch over(
            DataSource dataSource,
            PlatformTransactionManager transactions,
            BatchSettings settings,
            List<StepExecutionListener> listeners) {
        return new Batch(
                dataSource,
                transactions,
                BatchJobs.reportingOver(new Bank(dataSource, transactions), null),
                PaymentsInFlight.NONE,
                settings,
                listeners);
    }

    /** The defaults with chunks of a few items, so that little work makes many transactions. */
    static BatchSettings chunksOf(int items) {
        return chunksOf(items, 1);
    }

    static BatchSettings chunksOf(int items, int ranges) {
        return settings(items, ranges, 1000, new BatchSettings.Gate(1000, 1_000_000));
    }

    /** The defaults but for the size of chunks and for what stops a step, or a close. */
    static BatchSettings settings(int items, int ranges, int exceptionLimit, BatchSettings.Gate gate) {
        BatchSettings defaults = BatchSettings.standalone();
        return new BatchSettings(
                defaults.kafka(),
                defaults.cutOffNotice(),
                defaults.drainDeadline(),
                items,
                items,
                items,
                items,
                PROOF * items,
                ranges,
                defaults.scheduleEnabled(),
                defaults.cutOffTime(),
                defaults.zone(),
                defaults.sealKeyFile(),
                exceptionLimit,
                gate,
                defaults.resumeAtStart(),
                defaults.workers(),
                defaults.calendar(),
                defaults.takeOverEvery());
    }

    Operations operations() {
        return batch.operations();
    }

    /** Closes the days up to and including the given one, and says how each run ended. */
    List<RunView> closeUntil(LocalDate day) {
        return operations().closeUntil(OLGA, day, run -> {});
    }

    RunView closeOne() {
        return closeUntil(today()).get(0);
    }

    LocalDate today() {
        return test.bank().businessDates().current().businessDate();
    }

    StepView step(RunView run, String name) {
        RunDetail detail = operations().run(run.id()).orElseThrow();
        return detail.steps().stream()
                .filter(step -> step.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    List<Map<String, Object>> rows(String sql) {
        return test.bank().jdbc().sql(sql).query().listOfRows();
    }

    @Override
    public void close() {
        batch.close();
        test.close();
    }
}
