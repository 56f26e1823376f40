package vesper.bank.ledger;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;

/**
 * The parts of a proof of books: each holds one rule against one stretch of entries or accounts. A part has a key, 1 or greater,
 * that stays its own while the books grow: what comes later is in the last stretch, and then in new ones behind it. The parts of a
 * stretch lie beside each other, so that ranges of keys are about as much work as they have parts.
 *
 * @param stretch how many ids of entries, or of accounts, a part is about
 * @param lastEntry greatest number of an entry, zero if there is none
 * @param lastAccount greatest id of an account, zero if there is none
 */
public record ProofParts(long stretch, long lastEntry, long lastAccount) {
    /** Between the keys of one stretch and those of the next; more than there are rules, so that a new rule moves no key. */
    private static final int STRIDE = 64;

    /** What a part holds against each other. */
    record Part(BookRule rule, long after, long upTo) {}

    /** The keys of the parts, rising, that are greater than {@code after} and not greater than {@code upTo}. */
    public LongStream keys(long after, long upTo) {
        long last = Math.min(
                upTo, Math.max(stretches(BookRule.Scope.ENTRIES), stretches(BookRule.Scope.ACCOUNTS)) * STRIDE);
        return LongStream.rangeClosed(after + 1, last).filter(this::exists);
    }

    /**
     * Keys that part the parts into ranges of as many.
     *
     * @param ranges how many; positive
     * @return the greatest key of each range but the last, rising
     */
    public List<Long> splits(int ranges) {
        long[] keys = keys(0, Long.MAX_VALUE).toArray();
        List<Long> splits = new ArrayList<>();
        for (int n = 1; n < ranges; n++) {
            int behind = Math.toIntExact((long) keys.length * n / ranges);
            splits.add(behind == 0 ? 0 : keys[behind - 1]);
        }
        return splits;
    }

    /** Whether a part is the first of its rule. */
    public boolean first(long key) {
        return key <= STRIDE;
    }

    Part part(long key) {
        BookRule rule = BookRule.ALL.get(Math.toIntExact((key - 1) % STRIDE));
        long number = (key - 1) / STRIDE;
        boolean last = number == stretches(rule.scope()) - 1;
        return new Part(
                rule, number == 0 ? Long.MIN_VALUE : number * stretch, last ? Long.MAX_VALUE : (number + 1) * stretch);
    }

    private boolean exists(long key) {
        int rule = Math.toIntExact((key - 1) % STRIDE);
        return rule < BookRule.ALL.size()
                && (key - 1) / STRIDE < stretches(BookRule.ALL.get(rule).scope());
    }

    private long stretches(BookRule.Scope scope) {
        long ids = switch (scope) {
            case ENTRIES -> lastEntry;
            case ACCOUNTS -> lastAccount;
            case WHOLE -> 0;
        };
        return Math.max(1, (ids + stretch - 1) / stretch);
    }
}
