package vesper.bank.transfer;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A transfer that is to be made on one date, or on many.
 *
 * @param amountMinor of each time, positive
 * @param narrative what both account holders read
 * @param lastOn no date after it counts; null: without end
 * @param next number of the occurrence that waits to be booked, from 0; null if none does
 * @param stopped whether the customer has ended it
 */
public record StandingOrder(
        UUID id,
        long customerId,
        long debtorAccountId,
        long creditorAccountId,
        long amountMinor,
        String currency,
        String narrative,
        Frequency frequency,
        LocalDate firstOn,
        @Nullable LocalDate lastOn,
        @Nullable Integer next,
        boolean stopped) {

    /** How often. */
    public enum Frequency {
        ONCE,
        WEEKLY,
        /** On the day of the first date, or a month's last if it has no such day. */
        MONTHLY
    }

    /** The date of an occurrence, whether or not it lies after the last. The third after 2023-01-31, monthly, is 2023-04-30. */
    static LocalDate date(Frequency frequency, LocalDate firstOn, int occurrence) {
        return switch (frequency) {
            case ONCE -> firstOn;
            case WEEKLY -> firstOn.plusWeeks(occurrence);
            case MONTHLY -> firstOn.plusMonths(occurrence);
        };
    }

    /** The dates on which it will be booked next, at most so many; those that fall on a day without close are booked by the next. */
    public List<LocalDate> nextDates(int most) {
        List<LocalDate> dates = new ArrayList<>();
        if (next == null || stopped) {
            return dates;
        }
        int end = frequency == Frequency.ONCE ? Math.min(1, most) : next + most;
        for (int occurrence = next; occurrence < end; occurrence++) {
            LocalDate date = date(frequency, firstOn, occurrence);
            if (lastOn != null && date.isAfter(lastOn)) {
                break;
            }
            dates.add(date);
        }
        return dates;
    }
}
