package vesper.bank.transfer;

import java.time.LocalDate;
import java.time.YearMonth;
import vesper.bank.calendar.HolidayCalendar;

/** How often a standing order is made. The names are stable: they are stored. Pure. */
public enum Rhythm {
    ONCE {
        @Override
        public LocalDate occurrence(LocalDate first, int n, HolidayCalendar calendar) {
            return first;
        }
    },
    WEEKLY {
        @Override
        public LocalDate occurrence(LocalDate first, int n, HolidayCalendar calendar) {
            return first.plusWeeks(n);
        }
    },
    /** On the day of the month of the first, or on the last day of a month that is shorter. */
    MONTHLY {
        @Override
        public LocalDate occurrence(LocalDate first, int n, HolidayCalendar calendar) {
            return first.plusMonths(n);
        }
    },
    /** On the last business day of each month, from that of the first on. */
    LAST_BUSINESS_DAY {
        @Override
        public LocalDate occurrence(LocalDate first, int n, HolidayCalendar calendar) {
            return calendar.lastBusinessDayOfMonth(
                    YearMonth.from(first).plusMonths(n).atDay(1));
        }
    };

    /** The date of an occurrence, the first being number 0; it need not be a business day. */
    public abstract LocalDate occurrence(LocalDate first, int n, HolidayCalendar calendar);
}
