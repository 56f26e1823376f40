package vesper.batch.task;

import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.infrastructure.item.ExecutionContext;

/**
 * How far a task has come, as its step's execution context keeps it.
 *
 * @param items how many items there were when it started; an estimate
 * @param behind how many of them are behind it
 * @param after the key reached
 * @param finished whether the last chunk is committed
 */
public record Progress(long items, long behind, long after, boolean finished, Totals totals) {
    private static final long START = Task.START;
    private static final String ITEMS = "items";
    private static final String BEHIND = "behind";
    private static final String AFTER = "after";
    private static final String UP_TO = "upTo";
    private static final String FINISHED = "finished";
    private static final String DONE = "done";
    private static final String FAILED = "failed";
    private static final String SUMS = "sums";

    /** Stores the bounds of a range of keys that nothing has been done in. */
    static void range(ExecutionContext context, long after, long upTo) {
        context.putLong(AFTER, after);
        context.putLong(UP_TO, upTo);
    }

    /** The last key of the range that a step works on; null if it works on all keys. */
    static @Nullable Long upTo(ExecutionContext context) {
        return context.get(UP_TO) instanceof Number bound ? bound.longValue() : null;
    }

    /** What several ranges have done together, each read from its stored form. */
    public static Progress together(Collection<Progress> ranges) {
        return ranges.stream()
                .reduce((one, other) -> new Progress(
                        Math.max(one.items, 0) + Math.max(other.items, 0),
                        one.behind + other.behind,
                        START,
                        one.finished && other.finished,
                        one.totals.plus(other.totals)))
                .orElseGet(() -> read(Map.of()));
    }

    /** Reads the stored form; a context without progress gives the start. */
    public static Progress read(Map<String, Object> context) {
        return new Progress(
                number(context, ITEMS, -1),
                number(context, BEHIND, 0),
                number(context, AFTER, START),
                Boolean.TRUE.equals(context.get(FINISHED)),
                new Totals(number(context, DONE, 0), number(context, FAILED, 0), Totals.parseSums((String)
                        context.getOrDefault(SUMS, ""))));
    }

    private static long number(Map<String, Object> context, String key, long otherwise) {
        return context.get(key) instanceof Number number ? number.longValue() : otherwise;
    }

    /** Whether the task has not yet counted its items. */
    boolean uncounted() {
        return items < 0;
    }

    Progress counted(long newItems) {
        return new Progress(newItems, behind, after, finished, totals);
    }

    Progress plus(Chunk chunk) {
        return new Progress(items, behind + chunk.items(), chunk.upTo(), chunk.last(), totals.plus(chunk.totals()));
    }

    void write(ExecutionContext context) {
        context.putLong(ITEMS, items);
        context.putLong(BEHIND, behind);
        context.putLong(AFTER, after);
        context.put(FINISHED, finished);
        context.putLong(DONE, totals.done());
        context.putLong(FAILED, totals.failed());
        context.putString(SUMS, totals.sumsAsText());
    }
}
