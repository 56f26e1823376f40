package vesper.batch.task;

import java.time.LocalDate;
import vesper.bank.exceptions.ExceptionItems;

/** Stops a step whose items fail in such numbers that something larger must be wrong. */
public final class ExceptionLimit {
    private final ExceptionItems exceptions;
    private final int most;

    /** @param most how many items of a step may wait for a person before it goes no further */
    public ExceptionLimit(ExceptionItems exceptions, int most) {
        this.exceptions = exceptions;
        this.most = most;
    }

    /** More of a step's items failed than may be. What was done stays done, and the exceptions are listed. */
    public static final class TooManyExceptionsException extends RuntimeException {
        TooManyExceptionsException(String step, long waiting, int most) {
            super(waiting + " items of " + step + " could not be done, and at most " + most
                    + " may: see what they have in common, mend it, then restart");
        }
    }

    /** @throws TooManyExceptionsException if more wait than may */
    void check(String step, LocalDate businessDate) {
        long waiting = exceptions.countWaiting(step, businessDate);
        if (waiting > most) {
            throw new TooManyExceptionsException(step, waiting, most);
        }
    }
}
