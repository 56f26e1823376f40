package vesper.api.dispute;

import io.swagger.v3.oas.annotations.media.Schema;

/** A payment that its payer confirmed. */
@Schema(name = "Confirmation", description = "A payment that its payer confirmed.")
record ConfirmationAnswer(
        @Schema(format = "uuid", example = "0f0c4c7e-6a66-5d7c-8b1e-3f6d2f1d9a55")
        String payment,

        @Schema(format = "date-time", description = "when the payer first said so", example = "2026-01-15T09:30:00Z")
        String confirmedAt,

        @Schema(
                description = "whether it was held until the payer confirmed it, and goes into the books by that",
                example = "true")
        boolean released) {}
