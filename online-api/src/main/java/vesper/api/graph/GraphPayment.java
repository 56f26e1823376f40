package vesper.api.graph;

import java.util.Locale;
import org.jspecify.annotations.Nullable;
import vesper.bank.payment.RecordedPayment;

/** Where a recorded payment stands, with the fields as the schema names them. */
public record GraphPayment(
        String id,
        String status,
        @Nullable String reason,
        @Nullable String bookingDate,
        String acceptedAt,
        String businessDate) {

    static GraphPayment of(RecordedPayment payment) {
        return new GraphPayment(
                payment.id().toString(),
                payment.status().name().toLowerCase(Locale.ROOT),
                payment.reason(),
                payment.bookingDate() == null ? null : payment.bookingDate().toString(),
                payment.acceptedAt().toString(),
                payment.businessDate().toString());
    }
}
