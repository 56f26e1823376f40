package vesper.bank.lending;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Ages what is overdue: the bucket of a loan is that of its oldest overdue instalment, and the share of its balance that is
 * provided for is the bucket's.
 *
 * @param buckets in order of days, without gaps or overlaps
 */
public record DelinquencyBuckets(List<Bucket> buckets) {
    /**
     * @param fromDays inclusive, at least 1
     * @param toDays inclusive; null: without end
     * @param provisionPct of the principal owed, 0 to 100
     */
    public record Bucket(
            String name, int fromDays, @Nullable Integer toDays, BigDecimal provisionPct) {
        boolean holds(int days) {
            return days >= fromDays && (toDays == null || days <= toDays);
        }
    }

    public DelinquencyBuckets {
        buckets = List.copyOf(buckets);
        int next = 1;
        for (Bucket each : buckets) {
            if (each.fromDays() < next) {
                throw new InvalidTermsException("buckets", "overlap at " + each.fromDays() + " days");
            }
            next = each.toDays() == null ? Integer.MAX_VALUE : each.toDays() + 1;
        }
    }

    /** The bucket of a loan on a day, or null if nothing is overdue or no bucket holds it. */
    public @Nullable Bucket of(LoanState state, LocalDate on) {
        int days = state.daysOverdue(on);
        for (Bucket each : buckets) {
            if (days > 0 && each.holds(days)) {
                return each;
            }
        }
        return null;
    }

    /** What is set aside for a loan on a day, rounded half up to a minor unit. */
    public long provisionMinor(LoanState state, LocalDate on) {
        Bucket bucket = of(state, on);
        if (bucket == null) {
            return 0;
        }
        long principal = 0;
        for (LoanState.Row row : state.rows()) {
            principal += row.outstanding().principalMinor();
        }
        return bucket.provisionPct()
                .multiply(BigDecimal.valueOf(principal))
                .movePointLeft(2)
                .setScale(0, RoundingMode.HALF_UP)
                .longValueExact();
    }
}
