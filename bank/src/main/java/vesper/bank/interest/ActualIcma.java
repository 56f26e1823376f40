package vesper.bank.interest;

import static java.time.temporal.ChronoUnit.DAYS;

import java.math.BigDecimal;
import java.time.LocalDate;

/**
 * Act/Act ICMA, ICMA rule 251.1(iii): every regular coupon period is the same part of a year, whatever its days. Dates that lie
 * outside of the coupon dates known are measured in notional periods, counted on or back from the {@code anchor}. 15 August 2002
 * to 15 July 2003 with coupons each 15 January and 15 July: 153/(184 x 2) + 181/(181 x 2) = 0.915760869565.
 *
 * @param anchor a regular coupon date; the others follow and precede it at the same interval
 * @param months between two coupons: a divisor of 12
 * @param endOfMonth whether coupons fall on the last day of the month if the anchor does
 */
public record ActualIcma(LocalDate anchor, int months, boolean endOfMonth) implements DayCount {
    public ActualIcma {
        if (months < 1 || 12 % months != 0) {
            throw new IllegalArgumentException("months between coupons must divide 12: " + months);
        }
    }

    /**
     * The convention of a regular coupon period: its months are those nearest to its length, and it rolls on month ends if both
     * of its dates are.
     *
     * @throws IllegalArgumentException if the period is no regular one: shorter than half a month, longer than a year
     */
    public static ActualIcma ofCoupon(LocalDate start, LocalDate end) {
        long months = Math.round(12 * DAYS.between(start, end) / 365.0);
        if (months < 1 || months > 12) {
            throw new IllegalArgumentException("coupon period " + start + " to " + end + " is not regular");
        }
        return new ActualIcma(end, (int) months, isMonthEnd(start) && isMonthEnd(end));
    }

    @Override
    public String code() {
        return "Act/Act ICMA";
    }

    @Override
    public long days(LocalDate start, LocalDate end) {
        StandardDayCount.requireOrder(start, end);
        return DAYS.between(start, end);
    }

    @Override
    public BigDecimal yearFraction(LocalDate start, LocalDate end) {
        StandardDayCount.requireOrder(start, end);
        BigDecimal fraction = BigDecimal.ZERO;
        long period = Math.floorDiv(monthsFrom(anchor, start), months) - 1;
        for (LocalDate from = couponDate(period); from.isBefore(end); from = couponDate(period)) {
            LocalDate to = couponDate(++period);
            long days = DAYS.between(later(from, start), earlier(to, end));
            if (days > 0) {
                long daysInYear = DAYS.between(from, to) * (12 / months);
                fraction = fraction.add(StandardDayCount.over(days, daysInYear), PRECISION);
            }
        }
        return fraction;
    }

    /** The coupon date that lies {@code periods} after the anchor, before it if negative. */
    private LocalDate couponDate(long periods) {
        LocalDate date = anchor.plusMonths(periods * months);
        return endOfMonth && isMonthEnd(anchor) ? date.withDayOfMonth(date.lengthOfMonth()) : date;
    }

    private static long monthsFrom(LocalDate anchor, LocalDate date) {
        return 12L * (date.getYear() - anchor.getYear()) + date.getMonthValue() - anchor.getMonthValue();
    }

    private static boolean isMonthEnd(LocalDate date) {
        return date.getDayOfMonth() == date.lengthOfMonth();
    }

    private static LocalDate later(LocalDate one, LocalDate other) {
        return one.isAfter(other) ? one : other;
    }

    private static LocalDate earlier(LocalDate one, LocalDate other) {
        return one.isBefore(other) ? one : other;
    }
}
