package vesper.bank.servicing;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;
import vesper.bank.lending.LoanState;
import vesper.bank.lending.LoanState.Row;

/**
 * How far the penalty by day of a loan has come. It runs on the principal and interest of each instalment that is past its days of
 * grace, a 365th of the yearly rate a day. What is charged is whole minor units, rounded half up over all days so far: 340.02 overdue
 * at 10 % comes to 0.0932 a day, and is charged as 0.09, 0.10, 0.09 ...
 *
 * @param until the last day that was charged for; null: none was
 * @param carryMinor what was earned beyond what was charged, in minor units; from -0.5 to below 0.5
 */
public record DailyPenalty(@Nullable LocalDate until, BigDecimal carryMinor) {
    static final DailyPenalty NONE = new DailyPenalty(null, BigDecimal.ZERO);

    /** Days of a year, times the hundred of a percentage. */
    private static final BigDecimal YEAR_OF_PERCENTS = BigDecimal.valueOf(36_500);

    private static final int SCALE = 12;

    /** A step onward. */
    record Charged(DailyPenalty penalty, long amountMinor) {}

    /** The days up to one, it included, on what is overdue then. */
    Charged upTo(LocalDate day, LoanState state, PolicyDates policies) {
        BigDecimal percentDays = BigDecimal.ZERO;
        for (Row row : state.instalments()) {
            ServicingPolicy policy = policies.on(row.dueOn());
            LocalDate first = first(row, policy);
            if (OverdueCharges.missedMinor(row) > 0 && !first.isAfter(day)) {
                long days = ChronoUnit.DAYS.between(first, day) + 1;
                percentDays = percentDays.add(BigDecimal.valueOf(OverdueCharges.missedMinor(row))
                        .multiply(BigDecimal.valueOf(days))
                        .multiply(policy.penaltyRatePct()));
            }
        }
        BigDecimal earned = carryMinor.add(percentDays.divide(YEAR_OF_PERCENTS, SCALE, RoundingMode.HALF_EVEN));
        BigDecimal charged = earned.setScale(0, RoundingMode.HALF_UP).max(BigDecimal.ZERO);
        return new Charged(new DailyPenalty(day, earned.subtract(charged)), charged.longValueExact());
    }

    /** The first day that is still to be charged for an instalment which is not paid by then. */
    LocalDate first(Row row, ServicingPolicy policy) {
        LocalDate from = OverdueCharges.from(row, policy);
        return until == null || until.isBefore(from) ? from : until.plusDays(1);
    }
}
