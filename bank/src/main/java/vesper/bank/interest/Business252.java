package vesper.bank.interest;

import java.math.BigDecimal;
import java.time.LocalDate;
import vesper.bank.calendar.HolidayCalendar;

/**
 * Bus/252: business days of a calendar over 252, as Brazilian contracts count. The start counts if it is a business day, the end
 * does not. Friday to Monday is one day: 1/252 = 0.0040.
 *
 * @param calendar says which days are business days
 */
public record Business252(HolidayCalendar calendar) implements DayCount {
    @Override
    public String code() {
        return "Bus/252";
    }

    @Override
    public long days(LocalDate start, LocalDate end) {
        StandardDayCount.requireOrder(start, end);
        return calendar.businessDaysBetween(start, end);
    }

    @Override
    public BigDecimal yearFraction(LocalDate start, LocalDate end) {
        return StandardDayCount.over(days(start, end), 252);
    }
}
