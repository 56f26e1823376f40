package vesper.console.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import vesper.batch.operator.RunStatus;
import vesper.batch.operator.RunView;

class TrendTest {
    private static final Instant START = Instant.parse("2026-03-10T23:30:00Z");

    private static RunView run(RunStatus status, long seconds) {
        return new RunView(
                1, "close", LocalDate.EPOCH, status, 0, null, START, START.plus(Duration.ofSeconds(seconds)), null);
    }

    @Test
    void theMedianOfTheNewestTenIsHeldAgainstThatOfTheTenBefore() {
        List<RunView> runs = new ArrayList<>();
        runs.add(run(RunStatus.FAILED, 9_999));
        for (int n = 0; n < 10; n++) {
            runs.add(run(RunStatus.COMPLETED, n == 3 ? 500 : 12));
        }
        assertThat(Trend.of(runs)).isEqualTo(new Trend(Duration.ofSeconds(12), null));
        assertThat(Trend.of(runs).change()).isEmpty();
        runs.add(run(RunStatus.COMPLETED, 10));

        assertThat(Trend.of(runs)).isEqualTo(new Trend(Duration.ofSeconds(12), Duration.ofSeconds(10)));
        assertThat(Trend.of(runs).change()).isEqualTo("+20 %");
        assertThat(new Trend(Duration.ofSeconds(9), Duration.ofSeconds(10)).change())
                .isEqualTo("-10 %");
        assertThat(new Trend(Duration.ofSeconds(9), Duration.ofSeconds(9)).change())
                .isEqualTo("±0 %");
        assertThat(Trend.of(List.of())).isEqualTo(new Trend(null, null));
    }
}
