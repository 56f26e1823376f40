package vesper.api.onboarding;

import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** An account to be opened for a card, unchecked. */
@Schema(description = "An account to be opened for a card.")
record CardAccountRequest(
        @Schema(
                requiredMode = Schema.RequiredMode.REQUIRED,
                description = "card number, 8 to 19 digits; never stored, logged or answered",
                example = "4000001234567899")
        @Nullable
        String card,

        @Schema(
                requiredMode = Schema.RequiredMode.REQUIRED,
                description = "ISO 4217, the currency of the account",
                example = "USD")
        @Nullable
        String currency,

        @Schema(description = "decimal number in major units, zero or more; zero if left out", example = "1000.00")
        @Nullable
        String openingBalance,

        @Schema(description = "the holder's name; at most 200 characters", example = "Ada Nilsson") @Nullable
        String name,

        @Schema(description = "where statements go", format = "email", example = "ada@customer.example") @Nullable
        String email,

        @Schema(
                description = "postal address, lines separated by line feeds; at most 500 characters",
                example = "1 Quay Street\nPort Amity")
        @Nullable
        String address,

        @Schema(
                description =
                        "the key under which you know the customer; the same key names the same customer, whose name"
                                + " and addresses stay as they were first given",
                example = "C-1042")
        @Nullable
        String customerReference) {

    /** Without its contents: they are personal. */
    @Override
    public String toString() {
        return "CardAccountRequest";
    }
}
