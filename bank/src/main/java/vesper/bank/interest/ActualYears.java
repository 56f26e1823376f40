package vesper.bank.interest;

import static java.time.temporal.ChronoUnit.DAYS;
import static vesper.bank.interest.StandardDayCount.over;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.Month;
import java.time.Year;

/** Year fractions over years of their actual length. All take a start that is not after the end. */
final class ActualYears {
    private ActualYears() {}

    /** How many 29 Februaries lie after the start and not after the end. */
    static long leapDaysAfter(LocalDate start, LocalDate end) {
        return leapDaysUpTo(end) - leapDaysUpTo(start);
    }

    /** 29 Februaries from the year 1 on; only differences mean something. */
    private static long leapDaysUpTo(LocalDate date) {
        long before = date.getYear() - 1L;
        long ofYears = Math.floorDiv(before, 4) - Math.floorDiv(before, 100) + Math.floorDiv(before, 400);
        return ofYears + (date.isLeapYear() && date.getDayOfYear() >= 60 ? 1 : 0);
    }

    /** 1 November 2003 to 1 May 2004: 61/365 + 121/366 = 0.497724380567. */
    static BigDecimal isda(LocalDate start, LocalDate end) {
        if (start.getYear() == end.getYear()) {
            return over(DAYS.between(start, end), start.lengthOfYear());
        }
        BigDecimal first = over(start.lengthOfYear() - start.getDayOfYear() + 1L, start.lengthOfYear());
        BigDecimal last = over(end.getDayOfYear() - 1L, end.lengthOfYear());
        return first.add(BigDecimal.valueOf(end.getYear() - start.getYear() - 1L))
                .add(last, DayCount.PRECISION);
    }

    /** 15 August 2002 to 15 July 2003: 334/365 = 0.915068493151. */
    static BigDecimal afb(LocalDate start, LocalDate end) {
        int years = Math.max(end.getYear() - start.getYear(), 0);
        while (years > 0 && yearsBack(end, years).isBefore(start)) {
            years--;
        }
        LocalDate rest = yearsBack(end, years);
        boolean leap = leapDaysAfter(start.minusDays(1), rest.minusDays(1)) > 0;
        return BigDecimal.valueOf(years).add(over(DAYS.between(start, rest), leap ? 366 : 365));
    }

    /** Years counted back from a 28 February arrive at a 29 February where there is one. */
    private static LocalDate yearsBack(LocalDate end, int years) {
        LocalDate back = end.minusYears(years);
        boolean endsFebruary = end.getMonth() == Month.FEBRUARY && end.getDayOfMonth() == 28;
        return years > 0 && endsFebruary && Year.isLeap(back.getYear()) ? back.plusDays(1) : back;
    }

    /** 28 December 2011 to 28 February 2016: 4 + 62/366 = 4.169398907104. */
    static BigDecimal fromStart(LocalDate start, LocalDate end) {
        int years = Math.max(end.getYear() - start.getYear() - 1, 0);
        while (end.isAfter(start.plusYears(years).plusYears(1))) {
            years++;
        }
        LocalDate anniversary = start.plusYears(years);
        long daysInYear = DAYS.between(anniversary, anniversary.plusYears(1));
        return BigDecimal.valueOf(years).add(over(DAYS.between(anniversary, end), daysInYear));
    }
}
