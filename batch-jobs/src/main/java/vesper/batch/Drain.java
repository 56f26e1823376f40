package vesper.batch;

import java.time.Duration;
import java.time.LocalDate;
import java.util.concurrent.TimeUnit;
import vesper.bank.Bank;
import vesper.bank.calendar.BusinessDay;

/**
 * The time between cut-off and close: waits until the payments accepted on the business date are in the books, then declares
 * the day closed to payments. One that comes later still is booked on the next day.
 */
final class Drain {
    private final Bank bank;
    private final PaymentsInFlight inFlight;
    private final Duration notice;
    private final Duration deadline;

    /**
     * Makes a drain.
     *
     * @param notice how long after the cut-off a process may still stamp payments with the old date
     * @param deadline how long payments may take to reach the books before the close gives up
     */
    Drain(Bank bank, PaymentsInFlight inFlight, Duration notice, Duration deadline) {
        this.bank = bank;
        this.inFlight = inFlight;
        this.notice = notice;
        this.deadline = deadline;
    }

    void run(LocalDate businessDate) {
        BusinessDay day = bank.businessDates().current();
        if (day.businessDate().equals(businessDate) && day.phase() == BusinessDay.Phase.DRAINING) {
            if (inFlight != PaymentsInFlight.NONE) {
                waitOutNotice();
            }
            inFlight.awaitSettled(deadline);
        }
        bank.businessDates().startClosing(businessDate);
    }

    private void waitOutNotice() {
        try {
            TimeUnit.NANOSECONDS.sleep(notice.toNanos());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new PaymentsInFlight.StillInFlightException(
                    "interrupted while waiting for the cut-off to be noticed");
        }
    }
}
