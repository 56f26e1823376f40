package vesper.batch.task;

import java.time.LocalDate;

/**
 * A task whose items may be worked on in several ranges of keys at the same time: what is done in one range does not depend on
 * what is done in another.
 */
public interface RangedTask extends Task {
    /** The greatest key there is; the least is 1 or greater. */
    long lastKey(LocalDate businessDate);

    /** How many items have a key in a range, for a picture of progress; need not be exact. */
    long items(LocalDate businessDate, long after, long upTo);

    /**
     * Does the next chunk, of items whose key is greater than {@code after} and not greater than {@code upTo}, in the surrounding
     * transaction.
     */
    Chunk work(LocalDate businessDate, long after, long upTo);

    @Override
    default long items(LocalDate businessDate) {
        return items(businessDate, 0, lastKey(businessDate));
    }

    @Override
    default Chunk work(LocalDate businessDate, long after) {
        return work(businessDate, Math.max(after, 0), Long.MAX_VALUE);
    }
}
