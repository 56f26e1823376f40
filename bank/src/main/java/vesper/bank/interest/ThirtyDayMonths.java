package vesper.bank.interest;

import java.time.LocalDate;
import java.time.Month;

/** Days between dates in a year of twelve months of 30 days. The conventions differ in what they make of month ends. */
final class ThirtyDayMonths {
    private ThirtyDayMonths() {}

    static long bondBasis(LocalDate start, LocalDate end) {
        return bondBasis(start, start.getDayOfMonth(), end, end.getDayOfMonth());
    }

    static long endOfFebruary(LocalDate start, LocalDate end) {
        boolean startEndsFebruary = endsFebruary(start);
        int startDay = startEndsFebruary ? 30 : start.getDayOfMonth();
        int endDay = startEndsFebruary && endsFebruary(end) ? 30 : end.getDayOfMonth();
        return bondBasis(start, startDay, end, endDay);
    }

    static long psa(LocalDate start, LocalDate end) {
        return bondBasis(start, endsFebruary(start) ? 30 : start.getDayOfMonth(), end, end.getDayOfMonth());
    }

    static long eurobond(LocalDate start, LocalDate end) {
        return between(start, Math.min(start.getDayOfMonth(), 30), end, Math.min(end.getDayOfMonth(), 30));
    }

    static long eurobondPlus(LocalDate start, LocalDate end) {
        // The 31st of a month of 30 days is the first of the next.
        return between(start, Math.min(start.getDayOfMonth(), 30), end, end.getDayOfMonth());
    }

    /** ISDA 2006 4.16(h): also the end of February is a 30th, but for the maturity. */
    static long eurobondIsda(LocalDate start, LocalDate end, boolean endIsMaturity) {
        int startDay = endsFebruary(start) ? 30 : Math.min(start.getDayOfMonth(), 30);
        int endDay = endsFebruary(end) && !endIsMaturity ? 30 : Math.min(end.getDayOfMonth(), 30);
        return between(start, startDay, end, endDay);
    }

    private static long bondBasis(LocalDate start, int startDay, LocalDate end, int endDay) {
        int first = Math.min(startDay, 30);
        return between(start, first, end, first == 30 ? Math.min(endDay, 30) : endDay);
    }

    private static boolean endsFebruary(LocalDate date) {
        return date.getMonth() == Month.FEBRUARY && date.getDayOfMonth() == date.lengthOfMonth();
    }

    private static long between(LocalDate start, int startDay, LocalDate end, int endDay) {
        long months = 12L * (end.getYear() - start.getYear()) + end.getMonthValue() - start.getMonthValue();
        return 30 * months + endDay - startDay;
    }
}
