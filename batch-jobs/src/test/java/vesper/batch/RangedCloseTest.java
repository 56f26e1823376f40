package vesper.batch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import vesper.batch.DyingClose.Moment;
import vesper.batch.operator.Operations;
import vesper.batch.operator.RunView;

/** Steps that work on several ranges of accounts at once leave what they leave one chunk after the other, killed or not. */
@Execution(ExecutionMode.CONCURRENT)
class RangedCloseTest {
    private static final MonthEnd IN_ONE_GO = MonthEnd.uninterrupted();
    private static final int RANGES = 3;

    @Test
    void rangesAtOnceGiveTheSameBooks() {
        try (BankCopy copy = IN_ONE_GO.copy();
                Batch batch = copy.batch(RANGES)) {
            RunView run = batch.operations()
                    .closeUntil(Night.OLGA, MonthEnd.DAY, ended -> {})
                    .get(0);

            IN_ONE_GO.assertSameButForOrder(copy, batch.operations(), run.id());
            assertThat(rangesOf(copy, run, "interest-accrual")).containsExactly("1", "2", "3");
            assertThat(rangesOf(copy, run, "capitalisation")).containsExactly("1", "2", "3");
            assertThat(rangesOf(copy, run, "loan-repayments")).containsExactly("1", "2", "3");
        }
    }

    /** At the first commit not even the ranges are known; later some of them are done and others not. */
    @ParameterizedTest(name = "{0}, commit {1}, process: {2}")
    @CsvSource({
        "interest-accrual, 1, false",
        "interest-accrual, 4, false",
        "interest-accrual, 9, true",
        "capitalisation, 2, false",
        "capitalisation, 7, false",
        "capitalisation, 12, true",
        "loan-interest, 5, false",
        "loan-repayments, 4, false",
        "loan-repayments, 7, true",
        "proof-of-books, 6, false"
    })
    void rangesGoOnWhereTheyWereWhenTheyDied(String step, int commit, boolean process) throws Exception {
        try (BankCopy copy = IN_ONE_GO.copy()) {
            if (process) {
                DyingClose.in(copy.url(), RANGES, step, Moment.AT_COMMIT, commit);
            } else {
                DyingClose.inside(copy.url(), RANGES, step, Moment.AT_COMMIT, commit);
            }

            try (Batch batch = copy.batch(RANGES)) {
                Operations operations = batch.operations();
                assertThat(operations.runs("close", 1).get(0).currentStep()).isEqualTo(step);

                long resumed = operations.resumeLeftBehind(Night.OLGA).orElseThrow();
                operations.await(resumed);

                IN_ONE_GO.assertSameButForOrder(copy, operations, resumed);
            }
        }
    }

    private static List<String> rangesOf(BankCopy copy, RunView run, String step) {
        return copy.jdbc()
                .sql("select split_part(step_name, ':', 2) from batch_step_execution"
                        + " where job_execution_id = :run and step_name like :step order by 1")
                .param("run", run.id())
                .param("step", step + ":%")
                .query(String.class)
                .list();
    }
}
