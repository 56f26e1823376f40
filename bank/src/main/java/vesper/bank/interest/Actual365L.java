package vesper.bank.interest;

import static java.time.temporal.ChronoUnit.DAYS;

import java.math.BigDecimal;
import java.time.LocalDate;

/**
 * Act/365L, ICMA rule 251.1(i): calendar days over 365 or 366. For yearly coupons 366 if a 29 February lies after the start and
 * not after the coupon date; for others if the coupon date lies in a leap year. 28 December 2011 to 28 February 2012 of a
 * half-yearly coupon due that day: 62/366 = 0.1694.
 *
 * @param couponEnd the end of the coupon period in which interest is counted
 * @param yearly whether coupons are paid once a year
 */
public record Actual365L(LocalDate couponEnd, boolean yearly) implements DayCount {
    @Override
    public String code() {
        return "Act/365L";
    }

    @Override
    public long days(LocalDate start, LocalDate end) {
        StandardDayCount.requireOrder(start, end);
        return DAYS.between(start, end);
    }

    @Override
    public BigDecimal yearFraction(LocalDate start, LocalDate end) {
        boolean leap = yearly ? ActualYears.leapDaysAfter(start, couponEnd) > 0 : couponEnd.isLeapYear();
        return StandardDayCount.over(days(start, end), leap ? 366 : 365);
    }
}
