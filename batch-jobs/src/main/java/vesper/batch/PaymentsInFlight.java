package vesper.batch;

import java.time.Duration;

/** The payments that were accepted and are on their way to the books. */
public interface PaymentsInFlight {
    /** A bank without stream jobs: nothing is ever on its way. */
    PaymentsInFlight NONE = deadline -> {};

    /**
     * Waits until all payments accepted before the call are booked, refused, declined or in review.
     *
     * @throws StillInFlightException if some are not after {@code deadline}
     */
    void awaitSettled(Duration deadline);

    /** How many payments the stream jobs have before them, all in all; what they have not yet said to be done counts. */
    default long behind() {
        return 0;
    }

    /** Payments that should have reached the books did not in time; the message says where they are. */
    final class StillInFlightException extends RuntimeException {
        StillInFlightException(String message) {
            super(message);
        }
    }
}
