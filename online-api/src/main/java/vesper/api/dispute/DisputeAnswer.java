package vesper.api.dispute;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import vesper.bank.payment.Disputes.Dispute;

/** A disputed payment. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "Dispute", description = "A disputed payment.")
record DisputeAnswer(
        @Schema(format = "uuid", example = "8b1e3f6d-2f1d-5a55-9c7e-6a665d7c0f0c")
        String id,

        @Schema(format = "uuid", example = "0f0c4c7e-6a66-5d7c-8b1e-3f6d2f1d9a55")
        String payment,

        @Schema(allowableValues = {"not_me", "not_received", "wrong_amount", "duplicate"})
        String reason,

        @Nullable String note,

        @Schema(format = "date-time", example = "2026-01-15T09:30:00Z")
        String openedAt) {

    /** Without its contents: they are personal. */
    @Override
    public String toString() {
        return "DisputeAnswer";
    }

    static DisputeAnswer of(Dispute dispute) {
        return new DisputeAnswer(
                dispute.id().toString(),
                dispute.paymentId().toString(),
                dispute.reason().name().toLowerCase(Locale.ROOT),
                dispute.note(),
                dispute.openedAt().toString());
    }
}
