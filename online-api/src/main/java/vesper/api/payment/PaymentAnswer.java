package vesper.api.payment;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import vesper.bank.payment.RecordedPayment;

/** Where a payment stands. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(description = "Where a payment stands.")
record PaymentAnswer(
        @Schema(format = "uuid", example = "0f0c4c7e-6a66-5d7c-8b1e-3f6d2f1d9a55")
        String id,

        @Schema(
                description =
                        "accepted: on its way; booked: in the books; declined by screening; in_review by an analyst,"
                                + " or until the payer confirms it; refused by the ledger; rejected by an analyst or the payer",
                allowableValues = {"accepted", "booked", "declined", "in_review", "refused", "rejected"},
                example = "booked")
        String status,

        @Schema(
                description =
                        "stable code, for declined, refused and rejected; in_review has one, confirmation_needed, where the payer is"
                                + " asked to confirm it",
                example = "insufficient_funds")
        @Nullable
        String reason,

        @Schema(description = "date of the entry in the books, for booked", format = "date", example = "2023-06-05")
        @Nullable
        String bookingDate,

        @Schema(description = "when the bank took it", format = "date-time", example = "2023-06-05T10:00:00.123456Z")
        String acceptedAt,

        @Schema(description = "the bank's date when it was taken", format = "date", example = "2023-06-05")
        String businessDate) {

    static PaymentAnswer of(TrackedPayment payment, Accepted accepted, @Nullable Outcome outcome) {
        return new PaymentAnswer(
                payment.id().toString(),
                outcome == null ? "accepted" : outcome.status().name().toLowerCase(Locale.ROOT),
                outcome == null ? null : outcome.reason(),
                outcome == null || outcome.bookingDate() == null
                        ? null
                        : outcome.bookingDate().toString(),
                accepted.at().toString(),
                accepted.businessDate().toString());
    }

    /** Of a payment that is recorded. */
    static PaymentAnswer of(RecordedPayment recorded) {
        return of(
                TrackedPayment.of(recorded),
                new Accepted(recorded.acceptedAt(), recorded.businessDate()),
                Outcome.of(recorded));
    }
}
