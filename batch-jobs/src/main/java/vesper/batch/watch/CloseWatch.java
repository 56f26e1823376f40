package vesper.batch.watch;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import vesper.batch.operator.CloseTimes;
import vesper.batch.operator.RunStatus;
import vesper.batch.task.Due;

/** Says what is wrong with the closes, from the calendar and from what ran. Pure. */
final class CloseWatch {
    private static final int FEWEST = 3;
    private static final int MOST = 10;

    private final WatchSettings settings;
    private final CloseTimes.Times times;

    /** @param times when every calendar day is to be cut off */
    CloseWatch(WatchSettings settings, CloseTimes.Times times) {
        this.settings = settings;
        this.times = times;
    }

    /**
     * A run of the close.
     *
     * @param lastMoved when it last committed a chunk; null before the first
     */
    record Close(
            long runId,
            LocalDate businessDate,
            RunStatus status,
            @Nullable Instant started,
            @Nullable Instant ended,
            @Nullable Instant lastMoved) {
        @Nullable
        Duration took(Instant now) {
            return started == null ? null : Duration.between(started, ended == null ? now : ended);
        }
    }

    /**
     * What is wrong.
     *
     * @param open the open business date
     * @param closes runs of the close, newest first
     */
    List<Alert> look(Instant now, LocalDate open, List<Close> closes) {
        List<Alert> alerts = new ArrayList<>();
        late(now, open).ifPresent(alerts::add);
        if (!closes.isEmpty()) {
            Close newest = closes.get(0);
            failed(newest).ifPresent(alerts::add);
            stuck(now, newest).ifPresent(alerts::add);
            slow(now, newest, closes.subList(1, closes.size())).ifPresent(alerts::add);
        }
        return alerts;
    }

    /** The last day that must be closed by now: cut off, and past its deadline. */
    LocalDate lastDue(Instant now) {
        ZonedDateTime passed = now.minus(settings.deadline()).atZone(times.zone());
        LocalDate day = passed.toLocalDate();
        return passed.isBefore(day.atTime(times.cutOff()).atZone(times.zone())) ? day.minusDays(1) : day;
    }

    private Optional<Alert> late(Instant now, LocalDate open) {
        LocalDate due = lastDue(now);
        if (open.isAfter(due)) {
            return Optional.empty();
        }
        long days = ChronoUnit.DAYS.between(open, due) + 1;
        String behind = days == 1 ? "" : "; the bank is " + days + " days behind";
        return Optional.of(new Alert(
                Alert.Kind.LATE,
                due,
                0,
                due + " should have been closed by now, and the open business date is " + open + behind));
    }

    private static Optional<Alert> failed(Close close) {
        return close.status() != RunStatus.FAILED
                ? Optional.empty()
                : Optional.of(new Alert(
                        Alert.Kind.FAILED,
                        close.businessDate(),
                        close.runId(),
                        "the close of " + close.businessDate() + " failed, run " + close.runId()));
    }

    private Optional<Alert> stuck(Instant now, Close close) {
        Instant moved = close.lastMoved() == null ? close.started() : close.lastMoved();
        if (!close.status().active()
                || moved == null
                || Duration.between(moved, now).compareTo(settings.stuck()) <= 0) {
            return Optional.empty();
        }
        return Optional.of(new Alert(
                Alert.Kind.STUCK,
                close.businessDate(),
                close.runId(),
                "the close of " + close.businessDate() + " has not moved since " + moved.truncatedTo(ChronoUnit.SECONDS)
                        + ", run " + close.runId()));
    }

    private Optional<Alert> slow(Instant now, Close close, List<Close> before) {
        Duration took = close.took(now);
        Duration usual = usual(close.businessDate(), before);
        boolean counts = close.status().active() || close.status() == RunStatus.COMPLETED;
        if (!counts
                || took == null
                || usual == null
                || took.toMillis() <= settings.slowFactor() * usual.toMillis()
                || took.minus(usual).compareTo(settings.slowBy()) < 0) {
            return Optional.empty();
        }
        return Optional.of(new Alert(
                Alert.Kind.SLOW,
                close.businessDate(),
                close.runId(),
                "the close of " + close.businessDate() + (close.status().active() ? " has taken " : " took ")
                        + took.toMinutes() + " min, usual are " + usual.toMinutes() + " min, run " + close.runId()));
    }

    /** The median of up to ten closes of the same kind of day, month end or other; null if there are fewer than three. */
    private static @Nullable Duration usual(LocalDate day, List<Close> before) {
        List<Duration> durations = before.stream()
                .filter(close -> close.status() == RunStatus.COMPLETED
                        && close.started() != null
                        && close.ended() != null
                        && Due.endsMonth(close.businessDate()) == Due.endsMonth(day))
                .limit(MOST)
                .map(close -> Duration.between(close.started(), close.ended()))
                .sorted()
                .toList();
        return durations.size() < FEWEST ? null : durations.get(durations.size() / 2);
    }
}
