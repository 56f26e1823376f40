package vesper.api.payee;

import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A name and an account, unchecked. */
@Schema(description = "A name and the account that is to be its holder's.")
record PayeeRequest(
        @Schema(
                requiredMode = Schema.RequiredMode.REQUIRED,
                description = "as you know the holder, 1 to 140 characters",
                example = "Ada Nilsson")
        @Nullable
        String name,

        @Schema(requiredMode = Schema.RequiredMode.REQUIRED, description = "IBAN", example = "GB44VESP00000000000043")
        @Nullable
        String account) {

    /** Without its contents: they are personal. */
    @Override
    public String toString() {
        return "PayeeRequest";
    }
}
