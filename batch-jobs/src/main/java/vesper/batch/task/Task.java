package vesper.batch.task;

import java.time.LocalDate;
import java.util.function.Consumer;

/**
 * One piece of a job's work for one business date. It is done in chunks, by rising key; each chunk runs in a transaction that
 * also stores the key it reached, so a task that was interrupted goes on after the last chunk that was committed. A chunk that
 * is done again nevertheless must have no second effect.
 */
public interface Task {
    /** The key before the first: work starts after it. */
    long START = Long.MIN_VALUE;

    /** Names the task's step for ever, such as {@code interest-accrual}. */
    String name();

    /** What it does, for operators; one sentence. */
    String description();

    /** How many items there are to do, for a picture of progress; need not be exact. */
    default long items(LocalDate businessDate) {
        return 1;
    }

    /** Does the next chunk, of items whose key is greater than {@code after}, in the surrounding transaction. */
    Chunk work(LocalDate businessDate, long after);

    /** Whether {@link #work} must see the database as of one moment (repeatable read). */
    default boolean snapshot() {
        return false;
    }

    /** What the whole task would do. Called in a transaction that is rolled back afterwards. */
    default Totals rehearse(LocalDate businessDate) {
        Totals totals = Totals.NONE;
        long after = START;
        while (true) {
            Chunk chunk = work(businessDate, after);
            totals = totals.plus(chunk.totals());
            if (chunk.last()) {
                return totals;
            }
            after = chunk.upTo();
        }
    }

    /** A task of one action that moves no money; a rehearsal leaves it out. */
    static Task once(String name, String description, Consumer<LocalDate> action) {
        return new Task() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public String description() {
                return description;
            }

            @Override
            public Chunk work(LocalDate businessDate, long after) {
                action.accept(businessDate);
                return Chunk.only(Totals.of(1));
            }

            @Override
            public Totals rehearse(LocalDate businessDate) {
                return Totals.NONE;
            }
        };
    }
}
