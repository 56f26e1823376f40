package vesper.api.dispute;

import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A payment that its payer confirms, unchecked. */
@Schema(description = "A payment that its payer confirms.")
record ConfirmationRequest(
        @Schema(
                requiredMode = Schema.RequiredMode.REQUIRED,
                description = "id of the payment, which is that of its transaction",
                format = "uuid",
                example = "0f0c4c7e-6a66-5d7c-8b1e-3f6d2f1d9a55")
        @Nullable
        String payment) {}
