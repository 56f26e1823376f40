package vesper.batch.task;

import java.time.LocalDate;
import vesper.bank.calendar.HolidayCalendar;

/** On which business dates a task is part of its job. Every calendar day is a business date, weekends and holidays too. */
public enum Due {
    DAILY,
    /** On days that are neither weekend nor holiday; what comes due between waits for the next. */
    BUSINESS_DAY,
    /** On the last calendar day of each month. */
    MONTH_END,
    /** On the last calendar day of March, June, September and December. */
    QUARTER_END,
    /** On the last calendar day of each year. */
    YEAR_END;

    private static final int MONTHS_OF_QUARTER = 3;

    /** @param calendar says which days are holidays */
    public boolean on(LocalDate businessDate, HolidayCalendar calendar) {
        return switch (this) {
            case DAILY -> true;
            case BUSINESS_DAY -> calendar.isBusinessDay(businessDate);
            case MONTH_END -> endsMonth(businessDate);
            case QUARTER_END -> endsMonth(businessDate) && businessDate.getMonthValue() % MONTHS_OF_QUARTER == 0;
            case YEAR_END -> businessDate.plusDays(1).getDayOfYear() == 1;
        };
    }

    /** Whether a date is the last calendar day of its month. */
    public static boolean endsMonth(LocalDate date) {
        return date.plusDays(1).getDayOfMonth() == 1;
    }
}
