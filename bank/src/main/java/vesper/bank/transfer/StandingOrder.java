package vesper.bank.transfer;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import vesper.bank.calendar.HolidayCalendar;
import vesper.bank.calendar.HolidayCalendars;

/**
 * A standing order as it stands.
 *
 * @param publicId the id that its holder knows it by
 * @param made how many occurrences are behind it: made scheduled transfers, or skipped
 * @param next the day of the next occurrence; null unless {@code ACTIVE}
 */
public record StandingOrder(
        long id,
        UUID publicId,
        Order order,
        int made,
        @Nullable LocalDate next,
        State state) {

    /** Whether it is still made. The names are stable: they are stored. */
    public enum State {
        ACTIVE,
        /** All occurrences are behind it. */
        ENDED,
        /** Its holder stopped it, or chose that it ends with an occurrence without funds. */
        CANCELLED
    }

    /** What is done about an occurrence for which there are no funds. The names are stable: they are stored. */
    public enum WithoutFunds {
        /** It is tried again on the next business days, then left to people. */
        RETRY,
        /** It is left out. */
        SKIP,
        /** It is left out, and so are all that would follow. */
        CANCEL
    }

    /**
     * What is ordered.
     *
     * @param amountMinor of each occurrence, positive
     * @param narrative what both account holders read
     * @param first the first occurrence; for the last business day of months, any day of the first month
     * @param last no occurrence is later; null: no end
     * @param times how many occurrences at most; null: no end; 1 with {@link Rhythm#ONCE}, whatever was given
     * @param calendar code of a {@link HolidayCalendars calendar}: an occurrence on no business day is booked on the next
     * @param retryDays business days on which an occurrence is tried, with {@code RETRY}
     */
    public record Order(
            long debtorAccountId,
            long creditorAccountId,
            long amountMinor,
            String currency,
            String narrative,
            Rhythm rhythm,
            LocalDate first,
            @Nullable LocalDate last,
            @Nullable Integer times,
            String calendar,
            WithoutFunds withoutFunds,
            int retryDays) {

        public Order {
            times = rhythm == Rhythm.ONCE ? Integer.valueOf(1) : times;
        }

        /** The day of an occurrence, the first being number 0; null if the order has ended before it. */
        public @Nullable LocalDate occurrence(int n) {
            if (times != null && n >= times) {
                return null;
            }
            LocalDate day = rhythm.occurrence(first, n, businessDays());
            return last != null && day.isAfter(last) ? null : day;
        }

        /** The calendar that says on which day an occurrence is booked. */
        public HolidayCalendar businessDays() {
            return HolidayCalendars.ofCode(calendar);
        }

        /** The same order, changed in what a holder may change. */
        public Order changed(
                long toAmountMinor, String toNarrative, @Nullable LocalDate toLast, WithoutFunds toWithoutFunds) {
            return new Order(
                    debtorAccountId,
                    creditorAccountId,
                    toAmountMinor,
                    currency,
                    toNarrative,
                    rhythm,
                    first,
                    toLast,
                    times,
                    calendar,
                    toWithoutFunds,
                    retryDays);
        }
    }

    /** The days of the next occurrences, at most so many. Each is booked on that day, or on the next business day after it. */
    public List<LocalDate> nextDays(int most) {
        List<LocalDate> days = new ArrayList<>();
        LocalDate day = next;
        while (day != null && days.size() < most) {
            days.add(day);
            day = order.occurrence(made + days.size());
        }
        return days;
    }
}
