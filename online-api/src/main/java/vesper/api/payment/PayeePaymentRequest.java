package vesper.api.payment;

import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A transfer to a payee, unchecked. */
@Schema(description = "A transfer to a payee.")
record PayeePaymentRequest(
        @Schema(requiredMode = Schema.RequiredMode.REQUIRED, example = "GB71VESP00000000000042") @Nullable
        String from,

        @Schema(
                requiredMode = Schema.RequiredMode.REQUIRED,
                description = "decimal number in major units",
                example = "250.00")
        @Nullable
        String amount,

        @Schema(requiredMode = Schema.RequiredMode.REQUIRED, description = "ISO 4217", example = "USD") @Nullable
        String currency,

        @Schema(description = "what both holders read, 1 to 140 characters", example = "Invoice 2023-118") @Nullable
        String reference) {

    /** Without its contents: they are personal. */
    @Override
    public String toString() {
        return "PayeePaymentRequest";
    }
}
