package vesper.bank.lending;

import java.util.List;

/**
 * How much may be paid in advance before the last instalment of a progressive schedule can have come down to what is paid of it, or
 * to its interest. An amount paid before its time takes off the last instalment what it would have borne until the end, at most the
 * amount times the growth of all periods; with room for that the last instalment is the only one to change, and it changes by the
 * same in one step as in many.
 */
final class DeferralRoom {
    private static final int GROWTH_BITS = 48;
    private static final int KEPT_BITS = 20;
    private static final long ONE = 1L << GROWTH_BITS;
    private static final long LIMIT = Long.MAX_VALUE / 4;
    /** Amounts above are looked at each on its own. */
    private static final long LARGEST = 1L << 38;
    /** Sixteenfold: an amount times it fits. */
    private static final long LARGEST_GROWTH = 16L << KEPT_BITS;
    /** Roundings of a period's interest, which grow too, are far below this many minor units. */
    private static final int ROUNDING = 8;

    private long left;
    /** Growth of an amount over all periods, less one, as a share of 2^20; negative: it is not known. */
    private long growth = -1;

    /** Looks at the schedule as it is now. */
    void measure(List<ProgressivePeriod> periods) {
        ProgressivePeriod last = periods.get(periods.size() - 1);
        growth = growth(periods);
        long least = Math.max(last.principalPaid + last.interestPaid, Math.min(last.instalment, last.interestDue()));
        left = growth < 0 || last.paid() ? 0 : last.instalment - least - (long) ROUNDING * periods.size();
    }

    /** Until it is measured again there is none. */
    void close() {
        left = 0;
    }

    /** Whether there is room for a payment, which is then taken. */
    boolean take(long amountMinor) {
        if (growth < 0 || amountMinor > LARGEST) {
            return false;
        }
        long most = ((amountMinor * growth) >> KEPT_BITS) + 1;
        if (most >= left) {
            return false;
        }
        left -= most;
        return true;
    }

    private static long growth(List<ProgressivePeriod> periods) {
        long grown = ONE;
        for (ProgressivePeriod period : periods) {
            long factor = period.factor();
            if (factor < 0 || factor >= InterestMath.ONE || grown >= LIMIT) {
                return -1;
            }
            grown = InterestMath.grownBy(grown, InterestMath.binary(factor));
        }
        long above = ((grown - ONE) >> (GROWTH_BITS - KEPT_BITS)) + 1;
        return above > LARGEST_GROWTH ? -1 : above;
    }
}
