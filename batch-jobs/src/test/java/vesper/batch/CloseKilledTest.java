package vesper.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.zaxxer.hikari.HikariDataSource;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import vesper.bank.Bank;
import vesper.bank.TestDatabase;
import vesper.bank.account.Account;
import vesper.bank.account.AccountStatus;
import vesper.batch.DyingClose.Moment;
import vesper.batch.operator.Operations;
import vesper.batch.operator.RunStatus;
import vesper.batch.operator.RunView;

/**
 * A close that dies with its process, at any moment of any step, and goes on in another process, leaves what a close leaves
 * that nothing interrupted. The day is a month's last, so that every step of the close is part of it, and each step that works
 * on items has several chunks of them.
 */
@Execution(ExecutionMode.CONCURRENT)
class CloseKilledTest {
    static final int CHUNK = 2;
    private static final LocalDate MONTH_END = LocalDate.parse("2023-06-30");
    private static final List<String> STEPS_ON_ITEMS =
            List.of("scheduled-transfers", "loan-repayments", "interest-accrual", "capitalisation", "statements");

    private static HikariDataSource server;
    private static String original;
    private static List<String> steps;
    private static Map<String, List<Map<String, Object>>> uninterrupted;
    private static Map<String, List<Object>> uninterruptedSteps;
    private static Map<String, Integer> chunks;

    @BeforeAll
    static void closeWithoutInterruption() {
        server = TestDatabase.create();
        try (Night night = new Night()) {
            populate(night);
            assertThat(night.closeUntil(MONTH_END.minusDays(1))).allMatch(run -> run.status() == RunStatus.COMPLETED);
            original = night.test.dataSource().getJdbcUrl();
        }
        try (BankCopy copy = BankCopy.of(server, original);
                Batch batch = copy.batch(Night.chunksOf(CHUNK))) {
            Operations operations = batch.operations();
            steps = operations.jobs().get(0).steps().stream()
                    .map(step -> step.name())
                    .toList();
            RunView run = operations.closeUntil(MONTH_END, ended -> {}).get(0);
            assertThat(run.status()).isEqualTo(RunStatus.COMPLETED);
            uninterrupted = copy.books();
            uninterruptedSteps = totals(operations, run.id());
            chunks = steps.stream().collect(Collectors.toMap(step -> step, step -> chunksCommitted(copy, step)));
        }
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static void populate(Night night) {
        Bank bank = night.test.bank();
        List<Account> savings = Stream.of(1_000_000_00L, 7_77L, 123_456_78L, 50_000_00L)
                .map(balance -> night.test.account("savings", balance))
                .toList();
        List<Account> current = Stream.of(2_000_00L, 10_00L, 3_333_33L, 0L)
                .map(night.test::current)
                .toList();
        bank.accounts().setStatus(savings.get(3).id(), AccountStatus.FROZEN);
        for (int i = 0; i < 3; i++) {
            Account linked = current.get(i);
            night.batch.loans().disburse(linked.customerId(), linked.id(), 600_00 * (i + 1), 690, 3, MONTH_END);
        }
        transfer(night, current.get(0), savings.get(0), 100_00);
        // Leaves too little for the instalment that is due on the same day.
        transfer(night, current.get(1), current.get(0), 1_200_00);
        transfer(night, current.get(3), savings.get(1), 5_00);
        transfer(night, current.get(2), savings.get(3), 1_00);
        transfer(night, savings.get(2), current.get(3), 45_67);
    }

    private static void transfer(Night night, Account from, Account to, long amountMinor) {
        night.batch
                .scheduledTransfers()
                .add(from.id(), to.id(), amountMinor, "USD", MONTH_END, "Standing order " + amountMinor);
    }

    /** Of each step of a run, in order: how much of the items is behind it and its control totals. */
    private static Map<String, List<Object>> totals(Operations operations, long run) {
        Map<String, List<Object>> totals = new LinkedHashMap<>();
        operations.run(run).orElseThrow().steps().forEach(step -> {
            totals.put(step.name(), List.of(step.behind(), step.done(), step.failed(), step.sums()));
        });
        return totals;
    }

    @Test
    void theDayHasEveryKindOfWork() {
        assertThat(uninterruptedSteps).containsOnlyKeys(steps);
        assertThat(STEPS_ON_ITEMS)
                .allSatisfy(step -> assertThat(chunks.get(step)).isGreaterThan(1));
        assertThat(column("scheduled_transfer", "reason"))
                .containsExactly(null, null, "INSUFFICIENT_FUNDS", "ACCOUNT_FROZEN", null);
        assertThat(column("loan_instalment", "reason"))
                .containsExactly(null, null, null, "INSUFFICIENT_FUNDS", null, null, null, null, null);
        assertThat(column("loan_instalment", "state"))
                .filteredOn("BOOKED"::equals)
                .hasSize(2);
        assertThat(column("interest_capitalisation", "state")).contains("BOOKED", "FAILED", "NOTHING");
        assertThat(uninterrupted.get("document")).hasSize(11);
        assertThat(uninterrupted.get("mail_outbox")).hasSize(11);
    }

    private static List<Object> column(String table, String column) {
        return uninterrupted.get(table).stream().map(row -> row.get(column)).toList();
    }

    static Stream<Arguments> kills() {
        Stream<Arguments> within = steps.stream()
                .flatMap(step -> Stream.of(
                        arguments(step, Moment.BEGUN, 0),
                        arguments(step, Moment.IN_CHUNK, Math.min(2, chunks.get(step))),
                        arguments(step, Moment.WORK_DONE, 0)));
        // The next step's beginning is the same moment for all steps but the last.
        return Stream.concat(within, Stream.of(arguments(steps.get(steps.size() - 1), Moment.ENDED, 0)));
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("kills")
    void theBooksAreThoseOfACloseThatNothingInterrupted(String step, Moment moment, int chunk) throws Exception {
        try (BankCopy copy = BankCopy.of(server, original)) {
            DyingClose.in(copy.url(), step, moment, chunk);

            try (Batch batch = copy.batch(Night.chunksOf(CHUNK))) {
                Operations operations = batch.operations();
                RunView left = operations.runs("close", 1).get(0);
                assertThat(left.status()).isEqualTo(RunStatus.RUNNING);
                assertThat(left.currentStep()).isEqualTo(step);
                if (moment == Moment.IN_CHUNK) {
                    assertThat(chunksCommitted(copy, step)).isEqualTo(chunk - 1);
                }

                long resumed = operations.resumeLeftBehind().orElseThrow();
                operations.await(resumed);

                assertThat(operations.run(resumed).orElseThrow().run().status()).isEqualTo(RunStatus.COMPLETED);
                assertThat(totals(operations, resumed)).isEqualTo(uninterruptedSteps);
            }
            Map<String, List<Map<String, Object>>> books = copy.books();
            uninterrupted.forEach(
                    (table, rows) -> assertThat(books.get(table)).as(table).containsExactlyElementsOf(rows));
            assertThat(copy.bank().proof().check().breaks()).isEmpty();
        }
    }

    private static int chunksCommitted(BankCopy copy, String step) {
        return copy.jdbc().sql("""
                        select commit_count from batch_step_execution where step_name = :step
                         order by step_execution_id desc limit 1
                        """).param("step", step).query(Integer.class).single();
    }
}
