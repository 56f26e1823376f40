package vesper.api.transfer;

import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A transfer that two must sign, unchecked. */
@Schema(description = "A transfer that two must sign.")
record JointPaymentRequest(
        @Schema(requiredMode = Schema.RequiredMode.REQUIRED, example = "GB71VESP00000000000042") @Nullable
        String from,

        @Schema(requiredMode = Schema.RequiredMode.REQUIRED, example = "GB44VESP00000000000043") @Nullable
        String to,

        @Schema(
                requiredMode = Schema.RequiredMode.REQUIRED,
                description = "decimal number in major units",
                example = "250.00")
        @Nullable
        String amount,

        @Schema(
                requiredMode = Schema.RequiredMode.REQUIRED,
                description = "ISO 4217, that of both accounts",
                example = "USD")
        @Nullable
        String currency,

        @Schema(
                requiredMode = Schema.RequiredMode.REQUIRED,
                description = "what all holders read, 1 to 140 characters",
                example = "Rent")
        @Nullable
        String reference) {

    /** Without its contents: they are personal. */
    @Override
    public String toString() {
        return "JointPaymentRequest";
    }
}
