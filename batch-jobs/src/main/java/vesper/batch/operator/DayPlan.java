package vesper.batch.operator;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import vesper.batch.task.Totals;

/**
 * What the close of a business date would do if it ran now.
 *
 * @param entries how many journal entries it would book
 * @param posted what they would credit, and so debit, in major units by currency
 */
public record DayPlan(
        LocalDate businessDate, List<StepPlan> steps, long entries, SortedMap<String, BigDecimal> posted) {
    public DayPlan {
        steps = List.copyOf(steps);
        posted = Collections.unmodifiableSortedMap(new TreeMap<>(posted));
    }

    /** What one step would do. */
    public record StepPlan(String name, String description, Totals totals) {}
}
