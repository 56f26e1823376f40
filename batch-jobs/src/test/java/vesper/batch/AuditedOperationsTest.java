package vesper.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import vesper.bank.TestBank;
import vesper.bank.audit.Actor;
import vesper.bank.audit.AuditEntry;
import vesper.bank.audit.AuditEvent;
import vesper.bank.audit.AuditSearch;
import vesper.batch.operator.OperationRefusedException;

/** What is asked of runs stands in the audit log with who asked. */
class AuditedOperationsTest {
    private static final Actor ADAM = new Actor(Actor.Kind.STAFF, "adam", "192.0.2.7");

    private final Night night = new Night();

    @AfterEach
    void close() {
        night.close();
    }

    @Test
    void whatIsDoneAndWhatIsRefusedIsLoggedWithWhoAskedForIt() {
        long run = night.operations().start(ADAM, "verify", Map.of());
        night.operations().await(run);
        String done = "run " + run;
        refused(() -> night.operations().stop(ADAM, run));
        refused(() -> night.operations().restart(ADAM, run));
        refused(() -> night.operations().recover(ADAM, run));
        refused(() -> night.operations().start(ADAM, "no such\njob", Map.of()));

        assertThat(events())
                .containsExactly(
                        AuditEvent.done(ADAM, "job.run", "job verify", done),
                        AuditEvent.refused(ADAM, "job.stop", done, "NOT_RUNNING"),
                        AuditEvent.refused(ADAM, "job.restart", done, "NOT_RESTARTABLE"),
                        AuditEvent.refused(ADAM, "job.recover", done, "NOT_RUNNING"),
                        AuditEvent.refused(ADAM, "job.run", "job unknown", "UNKNOWN_JOB"));
        assertThat(night.test.bank().auditChain().check().holds()).isTrue();
    }

    @Test
    void daysClosedInARowAreLoggedOneByOne() {
        List<Long> runs = night.closeUntil(TestBank.DAY.plusDays(1)).stream()
                .map(run -> run.id())
                .toList();

        assertThat(events())
                .containsExactly(
                        AuditEvent.done(Night.OLGA, "job.run", "job close", "run " + runs.get(0)),
                        AuditEvent.done(Night.OLGA, "job.run", "job close", "run " + runs.get(1)));
    }

    @Test
    void aRunLeftByADeadProcessIsRecoveredAndGoesOnUnderTheNameOfWhoAsked() {
        long run = night.closeOne().id();
        night.test
                .bank()
                .jdbc()
                .sql("update batch_job_execution set status = 'STARTED', end_time = null where job_execution_id = :run")
                .param("run", run)
                .update();

        night.operations().recover(ADAM, run);
        night.operations().await(night.operations().restart(ADAM, run));

        assertThat(events().subList(1, 3))
                .containsExactly(
                        AuditEvent.done(ADAM, "job.recover", "run " + run, "close"),
                        AuditEvent.done(
                                ADAM,
                                "job.restart",
                                "run " + run,
                                "run " + night.operations().runs(1).get(0).id()));
    }

    private static void refused(Runnable action) {
        assertThatThrownBy(action::run).isInstanceOf(OperationRefusedException.class);
    }

    private List<AuditEvent> events() {
        List<AuditEntry> newestFirst = night.test.bank().audit().search(AuditSearch.ALL, Long.MAX_VALUE, 100);
        return java.util.stream.IntStream.range(0, newestFirst.size())
                .mapToObj(i -> newestFirst.get(newestFirst.size() - 1 - i).event())
                .toList();
    }
}
