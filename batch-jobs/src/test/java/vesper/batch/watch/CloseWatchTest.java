package vesper.batch.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import vesper.batch.operator.CloseTimes;
import vesper.batch.operator.RunStatus;
import vesper.batch.watch.Alert.Kind;
import vesper.batch.watch.CloseWatch.Close;

class CloseWatchTest {
    private static final LocalDate DAY = LocalDate.parse("2026-03-10");
    private static final Instant NOON = Instant.parse("2026-03-11T12:00:00Z");
    private static final WatchSettings SETTINGS = new WatchSettings(
            Duration.ofMinutes(1),
            Duration.ofHours(2),
            Duration.ofMinutes(15),
            2,
            Duration.ofMinutes(5),
            null,
            "night@vesper.example",
            "127.0.0.1",
            25,
            null,
            null);

    private final CloseWatch watch = at("UTC");

    private static CloseWatch at(String zone) {
        return new CloseWatch(SETTINGS, new CloseTimes.Times(LocalTime.of(23, 30), ZoneId.of(zone)));
    }

    @ParameterizedTest
    @CsvSource({
        // Cut off at 23:30 UTC and two hours to close in: until 01:30 of the next day.
        "2026-03-11T01:29:59Z, UTC, 2026-03-09",
        "2026-03-11T01:30:00Z, UTC, 2026-03-10",
        "2026-03-12T01:29:59Z, UTC, 2026-03-10",
        // New York is four hours behind from 8 March 2026 on, so its 01:30 is 05:30 UTC.
        "2026-03-11T05:29:59Z, America/New_York, 2026-03-09",
        "2026-03-11T05:30:00Z, America/New_York, 2026-03-10",
        // In the night in which its clocks go forward, at two o'clock, it is still five hours behind.
        "2026-03-08T06:30:00Z, America/New_York, 2026-03-07",
        // Tokyo is nine hours ahead: its 01:30 is 16:30 UTC of the day before.
        "2026-03-10T16:30:00Z, Asia/Tokyo, 2026-03-10"
    })
    void aDayIsDueOnceItsCutOffAndTheDeadlineHavePassedWhereTheBankIs(Instant now, String zone, LocalDate due) {
        assertThat(at(zone).lastDue(now)).isEqualTo(due);
    }

    @Test
    void aCloseThatNeverRanIsFoundFromTheCalendarAlone() {
        assertThat(watch.look(NOON, DAY, List.of()))
                .containsExactly(new Alert(
                        Kind.LATE,
                        DAY,
                        0,
                        "2026-03-10 should have been closed by now, and the open business date is 2026-03-10"));
        assertThat(watch.look(NOON, DAY.plusDays(1), List.of())).isEmpty();
    }

    @Test
    void aBankThatIsDaysBehindIsToldSo() {
        assertThat(watch.look(NOON, DAY.minusDays(9), List.of()))
                .extracting(Alert::message)
                .containsExactly("2026-03-10 should have been closed by now, and the open business date is 2026-03-01;"
                        + " the bank is 10 days behind");
    }

    @Test
    void aBankAheadOfTheCalendarIsNotLate() {
        assertThat(watch.look(NOON, DAY.plusDays(30), List.of())).isEmpty();
    }

    @Test
    void aFailedCloseIsToldUntilAnotherRunFollows() {
        Close failed = close(7, DAY.plusDays(1), RunStatus.FAILED, 10, 12, null);
        assertThat(kinds(List.of(failed))).containsExactly(Kind.FAILED);
        assertThat(kinds(List.of(close(8, DAY.plusDays(1), RunStatus.RUNNING, 1, 0, 1), failed)))
                .isEmpty();
    }

    @Test
    void aRunThatDoesNotMoveIsStuck() {
        assertThat(kinds(List.of(close(7, DAY.plusDays(1), RunStatus.RUNNING, 60, 0, 15))))
                .isEmpty();
        assertThat(kinds(List.of(close(7, DAY.plusDays(1), RunStatus.RUNNING, 60, 0, 16))))
                .containsExactly(Kind.STUCK);
        assertThat(kinds(List.of(close(7, DAY.plusDays(1), RunStatus.STOPPING, 16, 0, null))))
                .containsExactly(Kind.STUCK);
        assertThat(kinds(List.of(close(7, DAY.plusDays(1), RunStatus.COMPLETED, 60, 30, 16))))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"20, false", "21, true"})
    void twiceTheMedianOfTheSameKindOfDayIsSlow(int minutes, boolean slow) {
        List<Close> closes = new ArrayList<>();
        closes.add(close(20, DAY, RunStatus.COMPLETED, minutes, 0, null));
        for (int took : new int[] {10, 1, 30, 10, 11}) {
            closes.add(close(10, DAY.minusDays(1), RunStatus.COMPLETED, took, 0, null));
        }

        assertThat(kinds(closes)).isEqualTo(slow ? List.of(Kind.SLOW) : List.of());
    }

    @Test
    void aMonthEndIsHeldAgainstMonthEnds() {
        LocalDate monthEnd = LocalDate.parse("2026-03-31");
        List<Close> closes = new ArrayList<>();
        closes.add(close(20, monthEnd, RunStatus.COMPLETED, 60, 0, null));
        for (int i = 0; i < 10; i++) {
            closes.add(close(10, DAY, RunStatus.COMPLETED, 1, 0, null));
        }
        assertThat(kinds(closes)).isEmpty();
        for (String other : List.of("2026-02-28", "2026-01-31", "2025-12-31")) {
            closes.add(close(5, LocalDate.parse(other), RunStatus.COMPLETED, 29, 0, null));
        }
        assertThat(kinds(closes)).containsExactly(Kind.SLOW);
    }

    @Test
    void aFewSecondsMoreThanAFewSecondsAreNotSlow() {
        List<Close> closes = new ArrayList<>();
        closes.add(close(20, DAY, RunStatus.COMPLETED, 5, 0, null));
        for (int i = 0; i < 3; i++) {
            closes.add(close(10, DAY, RunStatus.COMPLETED, 1, 0, null));
        }
        assertThat(kinds(closes)).isEmpty();
    }

    /** Times are minutes before noon; 0 for the end of a run that goes on. */
    private static Close close(
            long run, LocalDate day, RunStatus status, int startedAgo, int endedAgo, Integer movedAgo) {
        return new Close(
                run,
                day,
                status,
                NOON.minus(Duration.ofMinutes(startedAgo)),
                status.active() ? null : NOON.minus(Duration.ofMinutes(endedAgo)),
                movedAgo == null ? null : NOON.minus(Duration.ofMinutes(movedAgo)));
    }

    private List<Kind> kinds(List<Close> closes) {
        return watch.look(NOON, DAY.plusDays(1), closes).stream()
                .map(Alert::kind)
                .toList();
    }
}
