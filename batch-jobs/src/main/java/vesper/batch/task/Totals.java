package vesper.batch.task;

import java.math.BigDecimal;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import vesper.bank.money.Money;

/**
 * The control totals of a piece of work.
 *
 * @param done how many things were done: entries booked, accruals made, documents rendered
 * @param failed how many could not be done and are listed with their reason
 * @param sums amounts done, in major units by currency
 */
public record Totals(long done, long failed, SortedMap<String, BigDecimal> sums) {
    public static final Totals NONE = of(0);

    public Totals {
        sums = Collections.unmodifiableSortedMap(new TreeMap<>(sums));
    }

    /** A number of things done that have no amount. */
    public static Totals of(long done) {
        return new Totals(done, 0, new TreeMap<>());
    }

    /** Things done with the sum of their amounts, in minor units, which may have decimals. */
    public static Totals of(long done, String currency, BigDecimal sumMinor) {
        return new Totals(done, 0, new TreeMap<>(Map.of(currency, sumMinor.movePointLeft(Money.decimals(currency)))));
    }

    /** One thing done, of an amount in minor units. */
    public static Totals one(String currency, long amountMinor) {
        return of(1, currency, BigDecimal.valueOf(amountMinor));
    }

    /** Things that could not be done. */
    public static Totals failed(long failed) {
        return new Totals(0, failed, new TreeMap<>());
    }

    public Totals plus(Totals other) {
        SortedMap<String, BigDecimal> both = new TreeMap<>(sums);
        other.sums.forEach((currency, sum) -> both.merge(currency, sum, BigDecimal::add));
        return new Totals(done + other.done, failed + other.failed, both);
    }

    /** The sums for people and for the job repository: {@code EUR 12.34, USD 0.50}; empty if there are none. */
    public String sumsAsText() {
        return sums.entrySet().stream()
                .map(sum -> sum.getKey() + " " + sum.getValue().toPlainString())
                .collect(Collectors.joining(", "));
    }

    /** Reads what {@link #sumsAsText} wrote. */
    static SortedMap<String, BigDecimal> parseSums(String text) {
        SortedMap<String, BigDecimal> sums = new TreeMap<>();
        if (!text.isEmpty()) {
            for (String sum : text.split(", ", -1)) {
                sums.put(sum.substring(0, 3), new BigDecimal(sum.substring(4)));
            }
        }
        return sums;
    }
}
