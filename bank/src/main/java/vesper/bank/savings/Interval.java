package vesper.bank.savings;

import java.time.LocalDate;

/** A stretch of the calendar at whose end something is done: interest compounded or posted. */
public enum Interval {
    DAY(0),
    MONTH(1),
    QUARTER(3),
    HALF_YEAR(6),
    YEAR(12);

    private final int months;

    Interval(int months) {
        this.months = months;
    }

    /** The first day after the calendar's interval that a day lies in: 1 April for the quarter of 14 February. */
    public LocalDate endAfter(LocalDate day) {
        if (this == DAY) {
            return day.plusDays(1);
        }
        int firstMonth = (day.getMonthValue() - 1) / months * months + 1;
        return LocalDate.of(day.getYear(), firstMonth, 1).plusMonths(months);
    }
}
