package vesper.api.account;

import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What is to happen when an account is closed. */
@Schema(description = "What is to happen when an account is closed.")
record AccountClosure(
        @Schema(
                description = "IBAN of the account that gets what is left; needed unless nothing is",
                example = "GB44VESP00000000000043")
        @Nullable
        String payTo) {

    /** An account that is closed now. */
    @Schema(name = "AccountClosed", description = "An account that is closed.")
    record Answer(
            @Schema(example = "GB71VESP00000000000042") String number,

            @Schema(allowableValues = "closed") String status,

            @Schema(description = "what went to the other account", example = "12.34")
            String paidOut,

            @Schema(example = "USD") String currency) {}
}
