package vesper.bank.screening;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/**
 * What a card usually pays in each of its last categories.
 *
 * @param categories their hashes
 * @param habits of the category in the same place
 */
record CategoryHabits(HashList categories, Habit[] habits) {
    /** Categories whose habit is kept; the one seen least recently makes room. */
    static final int KEPT = 14;

    static final CategoryHabits NONE = new CategoryHabits(HashList.NONE, new Habit[0]);

    Habit of(int category) {
        int known = categories.indexOf(category);
        return known < 0 ? Habit.NONE : habits[known];
    }

    /** Share of the payments that are in this category, 0 to 1; there must be one payment. */
    double share(int category) {
        int all = 0;
        for (Habit each : habits) {
            all += each.count();
        }
        return (double) of(category).count() / all;
    }

    CategoryHabits plus(int category, long amountMinor) {
        int known = categories.indexOf(category);
        int place = known >= 0 ? known : Math.min(habits.length, KEPT - 1);
        Habit[] moved = Arrays.copyOf(habits, Math.max(place + 1, habits.length));
        System.arraycopy(habits, 0, moved, 1, place);
        moved[0] = of(category).plus(amountMinor);
        return new CategoryHabits(categories.plus(category, KEPT), moved);
    }

    void writeTo(DataOutput out) throws IOException {
        categories.writeTo(out);
        for (Habit habit : habits) {
            habit.writeTo(out);
        }
    }

    static CategoryHabits readFrom(DataInput in) throws IOException {
        HashList categories = HashList.readFrom(in);
        Habit[] habits = new Habit[categories.size()];
        for (int i = 0; i < habits.length; i++) {
            habits[i] = Habit.readFrom(in);
        }
        return new CategoryHabits(categories, habits);
    }
}
