package vesper.batch.operator;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ForecastTest {
    private static final LocalDate DAY = LocalDate.parse("2026-03-10");
    private static final Instant NOW = Instant.parse("2026-03-10T23:40:00Z");

    /** Yesterday: 30 s, 100 s, 20 s. */
    private static final NightView USUAL = new NightView(
            run(1, RunStatus.COMPLETED),
            1,
            NOW,
            List.of(
                    step("first", RunStatus.COMPLETED, -1000, -970, 10, 10),
                    step("second", RunStatus.COMPLETED, -970, -870, 500, 500),
                    step("third", RunStatus.COMPLETED, -870, -850, 1, 1)));

    @Test
    void theRestOfAStepGoesAtItsOwnRateAndLaterStepsTakeWhatTheyTook() {
        // 200 of 1,000 in 40 s: 5/s, 160 s for the other 800, and 20 s for the third step.
        Forecast forecast = Forecast.of(running(step("second", RunStatus.RUNNING, -40, null, 1000, 200)), USUAL, NOW);

        assertThat(forecast.itemsPerSecond()).isEqualTo(5.0);
        assertThat(forecast.end()).isEqualTo(NOW.plusSeconds(180));
    }

    @Test
    void beforeItsFirstChunkAStepIsTakenToTakeWhatItTook() {
        Forecast forecast = Forecast.of(running(step("second", RunStatus.RUNNING, -40, null, 1000, 0)), USUAL, NOW);

        assertThat(forecast.itemsPerSecond()).isNull();
        assertThat(forecast.end()).isEqualTo(NOW.plusSeconds(60 + 20));
    }

    @Test
    void withoutANightToCompareWithOnlyTheRateIsTold() {
        Forecast forecast = Forecast.of(running(step("second", RunStatus.RUNNING, -40, null, 1000, 200)), null, NOW);

        assertThat(forecast).isEqualTo(new Forecast(5.0, null));
    }

    @Test
    void aRunThatIsOverHasNoForecast() {
        RunDetail over = new RunDetail(run(2, RunStatus.FAILED), USUAL.steps());

        assertThat(Forecast.of(over, USUAL, NOW)).isEqualTo(new Forecast(null, null));
    }

    private static RunDetail running(StepView second) {
        return new RunDetail(
                run(2, RunStatus.RUNNING),
                List.of(
                        step("first", RunStatus.COMPLETED, -60, -40, 10, 10),
                        second,
                        step("third", RunStatus.WAITING, null, null, 0, 0)));
    }

    private static RunView run(long id, RunStatus status) {
        return new RunView(id, "close", DAY, status, 0, null, NOW.minusSeconds(60), null, null);
    }

    /** Times are seconds from now. */
    private static StepView step(
            String name, RunStatus status, @Nullable Integer from, @Nullable Integer to, long items, long behind) {
        return new StepView(
                name,
                "",
                status,
                1L,
                from == null ? null : NOW.plusSeconds(from),
                to == null ? null : NOW.plusSeconds(to),
                items,
                behind,
                behind,
                0,
                new TreeMap<>(),
                null);
    }
}
