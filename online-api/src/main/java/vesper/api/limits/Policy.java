package vesper.api.limits;

import io.github.bucket4j.ConsumptionProbe;

/**
 * One rule of how often, under the name that callers see.
 *
 * @param name such as {@code client}
 */
record Policy(String name, Rate rate) {
    private static final long NANOS = 1_000_000_000L;

    /** Member of {@code RateLimit-Policy}: {@code "client";q=2000;w=2}, quota and window in seconds. */
    String declared() {
        return "\"" + name + "\";q=" + rate.burst() + ";w=" + rate.windowSeconds();
    }

    /** Member of {@code RateLimit}: {@code "client";r=1999;t=1}, what is left and seconds until all is. */
    String standing(ConsumptionProbe probe) {
        return "\"" + name + "\";r=" + probe.getRemainingTokens() + ";t=" + seconds(probe.getNanosToWaitForReset());
    }

    /** Seconds until one more may be asked for, at least one. */
    static long retryAfter(ConsumptionProbe probe) {
        return Math.max(1, seconds(probe.getNanosToWaitForRefill()));
    }

    private static long seconds(long nanos) {
        return Math.floorDiv(nanos + NANOS - 1, NANOS);
    }
}
