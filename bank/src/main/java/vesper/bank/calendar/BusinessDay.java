package vesper.bank.calendar;

import java.time.LocalDate;

/**
 * Where the bank stands in time.
 *
 * @param businessDate the open day; moved only by close of business
 * @param acceptingDate the date stamped on payments accepted now: the business date, or the day after once cut off
 * @param phase how far the close of the business date has come
 */
public record BusinessDay(LocalDate businessDate, LocalDate acceptingDate, Phase phase) {
    /** The stages of a business date. */
    public enum Phase {
        /** Payments are accepted on the business date. */
        OPEN,
        /** Cut off: new payments belong to the next day, those of this day are still on their way to the books. */
        DRAINING,
        /** The day takes entries of the close only; a payment that comes late is booked on the next day. */
        CLOSING,
        /** The day takes no entries any more. */
        SHUT
    }

    /** The date on which an entry that wishes for {@code wished} is booked now: that, if open, or the nearest one that is. */
    public LocalDate bookingDate(LocalDate wished) {
        boolean takesWished = wished.equals(businessDate) && phase != Phase.SHUT;
        return takesWished ? businessDate : acceptingDate;
    }

    /** The date on which a payment stamped {@code stamp} is booked now: its own if still open for payments. */
    public LocalDate bookingDateOfPayment(LocalDate stamp) {
        LocalDate earliest = phase.compareTo(Phase.CLOSING) >= 0 ? acceptingDate : businessDate;
        return stamp.isBefore(earliest) ? earliest : stamp.isAfter(acceptingDate) ? acceptingDate : stamp;
    }
}
