package vesper.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import vesper.batch.DyingClose.Moment;
import vesper.batch.operator.Operations;
import vesper.batch.operator.RunStatus;
import vesper.batch.operator.RunView;
import vesper.batch.operator.StepView;

/**
 * A close that dies with its process, at any moment of any step, and goes on in another process, leaves what a close leaves
 * that nothing interrupted. The day is a month's last, so that every step of the close is part of it, and each step that works
 * on items has several chunks of them.
 */
@Execution(ExecutionMode.CONCURRENT)
class CloseKilledTest {
    private static final MonthEnd UNINTERRUPTED = MonthEnd.uninterrupted();

    @Test
    void theDayHasEveryKindOfWork() {
        assertThat(UNINTERRUPTED.steps())
                .filteredOn(step -> !MonthEnd.STEPS_WITHOUT_ITEMS.contains(step))
                .containsExactlyElementsOf(MonthEnd.STEPS_ON_ITEMS);
        assertThat(MonthEnd.STEPS_ON_ITEMS)
                .allSatisfy(step -> assertThat(UNINTERRUPTED.chunks(step)).isGreaterThan(1));
        assertThat(column("scheduled_transfer", "reason"))
                .containsExactly(
                        null,
                        null,
                        null,
                        "INSUFFICIENT_FUNDS",
                        "ACCOUNT_FROZEN",
                        null,
                        null,
                        null,
                        "INSUFFICIENT_FUNDS",
                        null,
                        "INSUFFICIENT_FUNDS");
        List<Object> collections = column("loan_collection", "reason");
        assertThat(collections.subList(0, 3)).containsExactly(null, "INSUFFICIENT_FUNDS", null);
        assertThat(collections.subList(3, collections.size())).hasSize(21).containsOnly("INSUFFICIENT_FUNDS");
        assertThat(column("loan_charge", "added_on")).hasSize(6);
        assertThat(column("interest_capitalisation", "state")).contains("BOOKED", "FAILED", "NOTHING");
        assertThat(column("account_fee", "state")).contains("BOOKED", "WAIVED", "FAILED");
        assertThat(column("account_dormancy", "since")).hasSize(3);
        assertThat(column("direct_debit", "reason")).containsExactly(null, null, "AM04", "MD01");
        assertThat(column("document", "id")).hasSize(27 + 18);
        assertThat(column("mail_outbox", "message_id")).hasSize(27 + 18);
        assertThat(column("day_proof", "business_date")).hasSize(26);
        assertThat(column("day_seal", "business_date")).hasSize(26);
    }

    private static List<Object> column(String table, String column) {
        return UNINTERRUPTED.books().get(table).stream()
                .map(row -> row.get(column))
                .toList();
    }

    /** Both boundaries of every step, and within it the first chunk of several that is not the first. */
    static Stream<Arguments> kills() {
        List<String> steps = UNINTERRUPTED.steps();
        Stream<Arguments> within = steps.stream()
                .flatMap(step -> Stream.of(
                        arguments(step, Moment.BEGUN, 0),
                        arguments(step, Moment.IN_CHUNK, Math.min(2, UNINTERRUPTED.chunks(step))),
                        arguments(step, Moment.WORK_DONE, 0)));
        // For all steps but the last, the beginning of the next one is the same moment.
        return Stream.concat(within, Stream.of(arguments(steps.get(steps.size() - 1), Moment.ENDED, 0)));
    }

    /** Each kind of moment once. */
    static Stream<Arguments> killsOfProcesses() {
        return Stream.of(
                arguments("scheduled-transfers", Moment.BEGUN, 0),
                arguments("statements", Moment.IN_CHUNK, 2),
                arguments("loan-repayments", Moment.WORK_DONE, 0),
                arguments("seal", Moment.ENDED, 0));
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("kills")
    void theBooksAreThoseOfACloseThatNothingInterrupted(String step, Moment moment, int chunk) {
        try (BankCopy copy = UNINTERRUPTED.copy()) {
            DyingClose.inside(copy.url(), step, moment, chunk);

            goOn(copy, step, moment, chunk);
        }
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("killsOfProcesses")
    void theyAreThoseAlsoIfTheProcessIsKilled(String step, Moment moment, int chunk) throws Exception {
        try (BankCopy copy = UNINTERRUPTED.copy()) {
            DyingClose.in(copy.url(), step, moment, chunk);

            goOn(copy, step, moment, chunk);
        }
    }

    /** More than twenty steps are behind it: the framework alone would ask a dozen times about each. */
    @Test
    void aRestartAsksLittleAboutWhatIsBehind() {
        try (BankCopy copy = UNINTERRUPTED.copy()) {
            DyingClose.inside(copy.url(), "advance", Moment.BEGUN, 0);
            Calls calls = Calls.counted();

            try (Batch batch = copy.batch(calls)) {
                batch.operations()
                        .await(batch.operations().resumeLeftBehind(Night.OLGA).orElseThrow());
            }

            assertThat(copy.bank().businessDates().current().businessDate()).isEqualTo(MonthEnd.DAY.plusDays(1));
            assertThat(calls.count()).isLessThan(300);
        }
    }

    /** As many as {@code close.kills} says, every other one of a process; the same for the same {@code close.kills.seed}. */
    static Stream<Arguments> killsAtRandom() {
        Random random = new Random(Long.getLong("close.kills.seed", 5));
        return IntStream.range(0, Integer.getInteger("close.kills", 2))
                .mapToObj(n -> arguments(1 + random.nextLong(UNINTERRUPTED.calls()), random.nextBoolean(), n % 2 == 1));
    }

    @ParameterizedTest(name = "call {0}, after it: {1}, process: {2}")
    @MethodSource("killsAtRandom")
    void theyAreThoseAndTheMailsTooWheneverItDies(long call, boolean after, boolean process) throws Exception {
        Calls.Moment moment = new Calls.Moment(call, after);
        try (BankCopy copy = UNINTERRUPTED.copy()) {
            if (process) {
                DyingClose.in(copy.url(), moment);
            } else {
                DyingClose.inside(copy.url(), moment);
            }

            try (Batch batch = copy.batch()) {
                Operations operations = batch.operations();
                operations.closeUntil(Night.OLGA, MonthEnd.DAY, run -> {});

                UNINTERRUPTED.assertSame(
                        copy, operations, operations.runs("close", 1).get(0).id());
            }
            UNINTERRUPTED.assertSameMails(copy);
        }
    }

    /** Of the first calls one is the last before the framework knows of a run. */
    @Test
    void itStartsAgainIfItDiedBeforeItsRunWasNoted() {
        boolean died = false;
        for (int call = 1; !died; call++) {
            try (BankCopy copy = UNINTERRUPTED.copy()) {
                DyingClose.inside(copy.url(), new Calls.Moment(call, true));
                died = begunWithoutRun(copy);
                if (died) {
                    try (Batch batch = copy.batch()) {
                        Operations operations = batch.operations();
                        RunView run = operations
                                .closeUntil(Night.OLGA, MonthEnd.DAY, ended -> {})
                                .get(0);

                        UNINTERRUPTED.assertSame(copy, operations, run.id());
                    }
                }
            }
        }
    }

    private static boolean begunWithoutRun(BankCopy copy) {
        return copy.jdbc().sql("""
                        select exists (select 1 from batch_job_instance i where not exists (
                            select 1 from batch_job_execution e where e.job_instance_id = i.job_instance_id))
                        """).query(Boolean.class).single();
    }

    private static void goOn(BankCopy copy, String step, Moment moment, int chunk) {
        try (Batch batch = copy.batch()) {
            Operations operations = batch.operations();
            RunView left = operations.runs("close", 1).get(0);
            assertThat(left.status()).isEqualTo(RunStatus.RUNNING);
            assertThat(left.currentStep()).isEqualTo(step);
            assertThat(operations.run(left.id()).orElseThrow().steps())
                    .filteredOn(view -> view.name().equals(step))
                    .extracting(StepView::status)
                    .containsExactly(moment == Moment.ENDED ? RunStatus.COMPLETED : RunStatus.RUNNING);
            if (moment == Moment.IN_CHUNK) {
                assertThat(copy.chunksCommitted(step)).isEqualTo(chunk - 1);
            }

            long resumed = operations.resumeLeftBehind(Night.OLGA).orElseThrow();
            operations.await(resumed);

            UNINTERRUPTED.assertSame(copy, operations, resumed);
        }
    }
}
