package vesper.batch.task;

import java.util.List;
import java.util.function.ToLongFunction;

/**
 * What one transaction of a task did.
 *
 * @param upTo the key reached; the next chunk starts after it
 * @param last whether nothing is left to do
 * @param items how many of the task's items are behind it now that were not before
 */
public record Chunk(long upTo, boolean last, long items, Totals totals) {
    /**
     * A chunk of items by rising key.
     *
     * @param items what was worked on; nothing is left if there are fewer than the limit
     * @param after the key that the chunk began after
     */
    public static <T> Chunk of(List<T> items, ToLongFunction<T> key, long after, int limit, Totals totals) {
        long upTo = items.isEmpty() ? after : key.applyAsLong(items.get(items.size() - 1));
        return new Chunk(upTo, items.size() < limit, items.size(), totals);
    }

    /** A task done in one go. */
    public static Chunk only(Totals totals) {
        return new Chunk(Task.START, true, totals.done() + totals.failed(), totals);
    }
}
