package vesper.console.overview;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import vesper.bank.calendar.BusinessDay;
import vesper.batch.operator.RunView;

/**
 * The bank at one moment.
 *
 * @param day null before the bank was opened
 * @param perSecond payments recorded in each of the last sixty seconds, oldest first
 * @param lastClose the newest run of the close; null before the first
 * @param proof the last closed day's proof of books; null before the first close
 */
record Snapshot(
        Instant at,
        @Nullable BusinessDay day,
        List<Long> perSecond,
        TodayTotals.Totals today,
        long queue,
        long deadLetters,
        @Nullable RunView lastClose,
        @Nullable Proof proof) {
    private static final int WIDTH = 240;
    private static final int HEIGHT = 48;
    private static final int MEAN_OVER = 5;

    /** That a day was proved, with its control totals over all currencies. */
    record Proof(LocalDate businessDate, long entries, long postings, BigDecimal creditsMinor, Instant provedAt) {}

    /** Mean of the last five full seconds, payments a second. */
    public String rate() {
        double mean = perSecond.subList(Math.max(0, perSecond.size() - MEAN_OVER), perSecond.size()).stream()
                .mapToLong(Long::longValue)
                .average()
                .orElse(0);
        return String.format(Locale.ROOT, mean < 10 ? "%.1f" : "%,.0f", mean);
    }

    /** The highest of the last sixty seconds. */
    public long peak() {
        return perSecond.stream().mapToLong(Long::longValue).max().orElse(0);
    }

    /** The curve of the last minute as points of an SVG polyline in a box of 240 by 48, zero at the bottom. */
    public String curve() {
        double scale = Math.max(1, peak());
        int last = Math.max(1, perSecond.size() - 1);
        return IntStream.range(0, perSecond.size())
                .mapToObj(i -> String.format(
                        Locale.ROOT,
                        "%.1f,%.1f",
                        (double) WIDTH * i / last,
                        HEIGHT - 2 - (HEIGHT - 4) * perSecond.get(i) / scale))
                .collect(Collectors.joining(" "));
    }
}
