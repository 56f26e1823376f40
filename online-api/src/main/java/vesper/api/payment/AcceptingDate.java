package vesper.api.payment;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import vesper.api.problem.ProblemException;
import vesper.bank.calendar.BusinessDates;
import vesper.bank.calendar.BusinessDay;

/**
 * Where the bank stands, read from the database at most once per cache time. The close of business waits longer than this
 * after its cut-off, so no payment is stamped with a date that was cut off longer ago; the age counts from before the read.
 */
final class AcceptingDate {
    private final BusinessDates dates;
    private final long maxAgeNanos;
    private volatile @Nullable Reading reading;

    private record Reading(BusinessDay day, long atNanos) {}

    AcceptingDate(BusinessDates dates, Duration maxAge) {
        this.dates = dates;
        maxAgeNanos = maxAge.toNanos();
    }

    /**
     * The bank's day, at most the cache time old.
     *
     * @throws ProblemException if the bank was never opened
     */
    BusinessDay current() {
        Reading last = reading;
        return last != null && fresh(last) ? last.day() : read();
    }

    /** One thread reads, the others wait for it: for less than a millisecond. */
    private synchronized BusinessDay read() {
        Reading last = reading;
        if (last != null && fresh(last)) {
            return last.day();
        }
        long before = System.nanoTime();
        BusinessDay day = dates.find().orElseThrow(ProblemException::bankNotOpen);
        reading = new Reading(day, before);
        return day;
    }

    private boolean fresh(Reading last) {
        return System.nanoTime() - last.atNanos() < maxAgeNanos;
    }
}
