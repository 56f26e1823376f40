package vesper.batch.task;

import java.time.LocalDate;

/** On which business dates a task is part of its job. */
public enum Due {
    DAILY,
    /** On the last calendar day of each month. */
    MONTH_END,
    /** On the last calendar day of each year. */
    YEAR_END;

    public boolean on(LocalDate businessDate) {
        return switch (this) {
            case DAILY -> true;
            case MONTH_END -> businessDate.plusDays(1).getDayOfMonth() == 1;
            case YEAR_END -> businessDate.plusDays(1).getDayOfYear() == 1;
        };
    }
}
