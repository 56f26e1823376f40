package vesper.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import vesper.batch.operator.OperationRefusedException;
import vesper.batch.operator.Operations;
import vesper.batch.operator.RunStatus;
import vesper.batch.operator.RunView;

/** A close that an operator stops goes on where it was, and leaves what a close leaves that nothing interrupted. */
class CloseStoppedTest {
    private static final MonthEnd UNINTERRUPTED = MonthEnd.uninterrupted();

    /** Some of each kind: the first of the items, between others, in ranges, and after the seal. */
    static List<String> steps() {
        return List.of("standing-orders", "loan-repayments", "interest-accrual", "account-fees", "yearly-summaries");
    }

    @ParameterizedTest
    @MethodSource("steps")
    void aStoppedCloseThatIsRestartedLeavesTheSameBooks(String step) {
        CompletableFuture<Runnable> stop = new CompletableFuture<>();
        try (BankCopy copy = UNINTERRUPTED.copy();
                Batch batch = copy.batch(Steps.before(step, () -> stop.join().run()))) {
            Operations operations = batch.operations();
            long run = operations.start(Night.OLGA, "close", Map.of());
            stop.complete(() -> operations.stop(Night.OLGA, run));
            operations.await(run);

            RunView stopped = operations.run(run).orElseThrow().run();
            assertThat(stopped.status()).isEqualTo(RunStatus.STOPPED);
            assertThat(stopped.currentStep()).isEqualTo(step);
            assertThat(copy.chunksCommitted(step)).as("chunks until the stop").isEqualTo(1);
            assertThat(copy.bank().businessDates().current().businessDate()).isEqualTo(MonthEnd.DAY);
            assertThat(operations.resumeLeftBehind(Night.OLGA))
                    .as("what an operator stopped")
                    .isEmpty();

            // The listener would stop it again.
            try (Batch other = copy.batch()) {
                long restarted = other.operations().restart(Night.OLGA, run);
                other.operations().await(restarted);

                UNINTERRUPTED.assertSame(copy, other.operations(), restarted);
                assertThatThrownBy(() -> other.operations().restart(Night.OLGA, run))
                        .isInstanceOf(OperationRefusedException.class)
                        .hasMessageContaining("was restarted before");
            }
        }
    }
}
