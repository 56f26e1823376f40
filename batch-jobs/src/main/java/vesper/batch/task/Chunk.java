package vesper.batch.task;

/**
 * What one transaction of a task did.
 *
 * @param upTo the key reached; the next chunk starts after it
 * @param last whether nothing is left to do
 * @param items how many of the task's items are behind it now that were not before
 */
public record Chunk(long upTo, boolean last, long items, Totals totals) {
    /** A task done in one go. */
    public static Chunk only(Totals totals) {
        return new Chunk(Task.START, true, totals.done() + totals.failed(), totals);
    }
}
