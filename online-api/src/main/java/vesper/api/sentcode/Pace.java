package vesper.api.sentcode;

import java.time.Duration;
import java.util.List;

/**
 * How often something may be done.
 *
 * @param most times within the duration
 */
record Pace(int most, Duration within) {
    /**
     * How long the next time must wait; zero if it need not. Two a minute, done 10 s and 50 s ago: 10 s.
     *
     * @param ages how long ago it was done, the last time first
     */
    Duration waitFor(List<Duration> ages) {
        if (ages.size() < most) {
            return Duration.ZERO;
        }
        Duration left = within.minus(ages.get(most - 1));
        return left.isNegative() ? Duration.ZERO : left;
    }
}
