package vesper.api.payment;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import vesper.bank.event.PaymentOutcome;
import vesper.bank.payment.PaymentStatus;
import vesper.bank.payment.RecordedPayment;

/**
 * What became of a payment, as recorded.
 *
 * @param reason stable code; null for BOOKED, and for IN_REVIEW but where the payer is asked to confirm it
 * @param bookingDate null unless BOOKED
 */
record Outcome(
        PaymentStatus status,
        @Nullable String reason,
        @Nullable LocalDate bookingDate) {

    static Outcome of(PaymentOutcome event) {
        return new Outcome(PaymentStatus.valueOf(event.getStatus().name()), event.getReason(), event.getBookingDate());
    }

    static Outcome of(RecordedPayment recorded) {
        return new Outcome(recorded.status(), recorded.reason(), recorded.bookingDate());
    }
}
