package vesper.bank.interest;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * Something that changes on known dates, such as a rate: each value holds from its date, inclusive, until the next.
 *
 * @param <T> of the value
 */
public final class Dated<T> {
    private final NavigableMap<LocalDate, T> values;

    private Dated(NavigableMap<LocalDate, T> values) {
        this.values = values;
    }

    /** A stretch of days with one value. */
    public record Stretch<T>(LocalDate start, LocalDate end, T value) {}

    /** A value that never changes. */
    public static <T> Dated<T> always(T value) {
        return new Dated<>(new TreeMap<>(Map.of(LocalDate.MIN, value)));
    }

    /**
     * Values by the date from which they hold.
     *
     * @throws IllegalArgumentException if there are none
     */
    public static <T> Dated<T> of(Map<LocalDate, T> valuesFrom) {
        if (valuesFrom.isEmpty()) {
            throw new IllegalArgumentException("there must be a value from some date on");
        }
        return new Dated<>(new TreeMap<>(valuesFrom));
    }

    /**
     * The value that holds on a day.
     *
     * @throws IllegalArgumentException if the day is before the first value
     */
    public T on(LocalDate day) {
        Map.Entry<LocalDate, T> entry = values.floorEntry(day);
        if (entry == null) {
            throw new IllegalArgumentException("no value holds on " + day + "; the first is of " + values.firstKey());
        }
        return entry.getValue();
    }

    /** The values of a period from start, inclusive, to end, exclusive, in order and without gaps. */
    public List<Stretch<T>> between(LocalDate start, LocalDate end) {
        List<Stretch<T>> stretches = new ArrayList<>();
        for (LocalDate from = start; from.isBefore(end); ) {
            LocalDate change = values.higherKey(from);
            LocalDate to = change == null || change.isAfter(end) ? end : change;
            stretches.add(new Stretch<>(from, to, on(from)));
            from = to;
        }
        return stretches;
    }
}
