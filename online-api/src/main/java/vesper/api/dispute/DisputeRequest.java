package vesper.api.dispute;

import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A payment that is disputed, unchecked. */
@Schema(description = "A payment that is disputed.")
record DisputeRequest(
        @Schema(
                requiredMode = Schema.RequiredMode.REQUIRED,
                description = "id of the payment, which is that of its transaction",
                format = "uuid",
                example = "0f0c4c7e-6a66-5d7c-8b1e-3f6d2f1d9a55")
        @Nullable
        String payment,

        @Schema(
                requiredMode = Schema.RequiredMode.REQUIRED,
                description = "not_me: somebody else made it",
                allowableValues = {"not_me", "not_received", "wrong_amount", "duplicate"})
        @Nullable
        String reason,

        @Schema(description = "in the payer's words, 1 to 1000 characters", example = "I was at home on that day.")
        @Nullable
        String note) {

    /** Without its contents: they may be personal. */
    @Override
    public String toString() {
        return "DisputeRequest";
    }
}
