package vesper.batch.task;

import java.time.LocalDate;
import java.util.List;

/**
 * A task whose items may be worked on in several ranges of keys at the same time: what is done in one range does not depend on
 * what is done in another.
 */
public interface RangedTask extends Task {
    /**
     * Keys that part the items into ranges, each of about as many; keys are 1 or greater.
     *
     * @param ranges how many; positive
     * @return the greatest key of each range but the last, which has no end; rising
     */
    List<Long> splits(LocalDate businessDate, int ranges);

    /** How many items have a key in a range, for a picture of progress; need not be exact. */
    long items(LocalDate businessDate, long after, long upTo);

    /**
     * Does the next chunk, of items whose key is greater than {@code after} and not greater than {@code upTo}, in the surrounding
     * transaction.
     */
    Chunk work(LocalDate businessDate, long after, long upTo);

    @Override
    default long items(LocalDate businessDate) {
        return items(businessDate, 0, Long.MAX_VALUE);
    }

    @Override
    default Chunk work(LocalDate businessDate, long after) {
        return work(businessDate, Math.max(after, 0), Long.MAX_VALUE);
    }
}
