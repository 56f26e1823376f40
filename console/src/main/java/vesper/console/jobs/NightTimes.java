package vesper.console.jobs;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import vesper.batch.operator.NightView;
import vesper.batch.operator.StepView;
import vesper.console.Show;
import vesper.console.jobs.NightPages.Bar;

/** Places times on a line that is a thousand wide. */
final class NightTimes {
    private static final long WIDTH = 1000;
    private static final long THINNEST = 2;

    private final Show show;
    private final Instant from;
    private final Instant now;
    private final long millis;

    private NightTimes(Show show, Instant from, Instant to, Instant now) {
        this.show = show;
        this.from = from;
        this.now = now;
        this.millis = Math.max(1, Duration.between(from, to).toMillis());
    }

    /** A line from the beginning of the first to the end of the last of steps that have begun. */
    static NightTimes of(Show show, List<StepView> begun, Instant now) {
        Instant from =
                begun.stream().map(NightTimes::began).min(Instant::compareTo).orElse(now);
        Instant to = begun.stream()
                .map(step -> began(step).plus(NightView.worked(step, now)))
                .max(Instant::compareTo)
                .orElse(now);
        return new NightTimes(show, from, to, now);
    }

    private static Instant began(StepView step) {
        return Objects.requireNonNull(step.started());
    }

    Bar bar(StepView step) {
        Duration worked = NightView.worked(step, now);
        long x = Duration.between(from, began(step)).toMillis() * WIDTH / millis;
        long width = Math.max(THINNEST, worked.toMillis() * WIDTH / millis);
        return new Bar(
                Math.min(x, WIDTH - THINNEST),
                width,
                NightPages.look(step, 0),
                step.name() + ", " + show.duration(worked));
    }

    /** The steps of a night one after the other, where {@code longest} is the whole line. */
    static List<Bar> stacked(Show show, NightView night, Duration longest, Instant now) {
        List<Bar> bars = new ArrayList<>();
        long whole = Math.max(1, longest.toMillis());
        long before = 0;
        for (StepView step : night.steps()) {
            Duration worked = NightView.worked(step, now);
            long x = before * WIDTH / whole;
            before += worked.toMillis();
            long width = before * WIDTH / whole - x;
            if (width > 0) {
                bars.add(new Bar(
                        x, width, NightPages.look(step, bars.size()), step.name() + ", " + show.duration(worked)));
            }
        }
        return bars;
    }
}
