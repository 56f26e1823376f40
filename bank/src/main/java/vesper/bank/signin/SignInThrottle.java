package vesper.bank.signin;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Slows down guessing. Wrong passwords are counted for a user from one address, for an address and for a user; past its
 * limit each makes further attempts wait, twice as long after each further failure. The limits of an address and of a user
 * are ten times that of a user from one address, so that nobody is locked out by a stranger's few attempts. Counts are
 * kept in memory, of the last 10,000 names, and forgotten an hour after the last failure.
 */
public final class SignInThrottle {
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(15);
    private static final Duration FORGET_AFTER = Duration.ofHours(1);
    private static final int WIDER = 10;
    private static final int KEPT = 10_000;

    private final int limit;
    private final Duration firstWait;
    private final Clock clock;
    private final Map<String, Failures> failures = new LinkedHashMap<>(64, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Failures> eldest) {
            return size() > KEPT;
        }
    };

    private record Failures(int count, Instant last) {}

    /**
     * A throttle that has seen nothing yet.
     *
     * @param limit wrong passwords in a row of one user from one address that are answered at once; positive
     * @param firstWait the wait after the last of them
     */
    public SignInThrottle(int limit, Duration firstWait, Clock clock) {
        this.limit = limit;
        this.firstWait = firstWait;
        this.clock = clock;
    }

    /** How long an attempt must wait now; zero if it may be made. */
    public synchronized Duration waitFor(String user, String address) {
        Duration both = remaining(both(user, address), limit);
        Duration one = longer(remaining(address(address), limit * WIDER), remaining(user(user), limit * WIDER));
        return longer(both, one);
    }

    /** Counts a wrong attempt. */
    public synchronized void failed(String user, String address) {
        count(both(user, address));
        count(address(address));
        count(user(user));
    }

    /** A right password clears what was counted for this user from this address. */
    public synchronized void succeeded(String user, String address) {
        failures.remove(both(user, address));
    }

    private void count(String key) {
        Instant now = clock.instant();
        failures.merge(
                key,
                new Failures(1, now),
                (before, first) -> expired(before, now) ? first : new Failures(before.count() + 1, now));
    }

    private Duration remaining(String key, int allowed) {
        Failures counted = failures.get(key);
        Instant now = clock.instant();
        if (counted == null || counted.count() < allowed || expired(counted, now)) {
            return Duration.ZERO;
        }
        int doublings = Math.min(counted.count() - allowed, 20);
        Duration wait = firstWait.multipliedBy(1L << doublings);
        if (wait.compareTo(LONGEST_WAIT) > 0) {
            wait = LONGEST_WAIT;
        }
        Duration left = Duration.between(now, counted.last().plus(wait));
        return left.isNegative() ? Duration.ZERO : left;
    }

    private static boolean expired(Failures counted, Instant now) {
        return counted.last().plus(FORGET_AFTER).isBefore(now);
    }

    private static Duration longer(Duration a, Duration b) {
        return a.compareTo(b) >= 0 ? a : b;
    }

    private static String both(String user, String address) {
        return "both " + address + " " + user.toLowerCase(Locale.ROOT);
    }

    private static String address(String address) {
        return "address " + address;
    }

    private static String user(String user) {
        return "user " + user.toLowerCase(Locale.ROOT);
    }
}
