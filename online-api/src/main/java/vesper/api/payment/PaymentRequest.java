package vesper.api.payment;

import io.swagger.v3.oas.annotations.media.Schema;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** A payment as it is asked for, unchecked. */
@Schema(
        description =
                "A payment to be made. A card payment needs card and merchant, a transfer from and to, a deposit to.")
record PaymentRequest(
        @Schema(
                requiredMode = Schema.RequiredMode.REQUIRED,
                allowableValues = {"card_payment", "transfer", "deposit"})
        @Nullable
        String type,

        @Schema(
                description = "card number, 8 to 19 digits; never stored, logged or answered",
                example = "4000001234567899")
        @Nullable
        String card,

        @Schema(description = "IBAN of the account that pays", example = "GB71VESP00000000000042") @Nullable
        String from,

        @Schema(description = "IBAN of the account that receives", example = "GB44VESP00000000000043") @Nullable
        String to,

        @Schema(description = "who is paid by card; at most 200 characters", example = "Harbour Books") @Nullable
        String merchant,

        @Schema(description = "merchant category; at most 64 characters", example = "shopping_pos") @Nullable
        String category,

        @Schema(
                requiredMode = Schema.RequiredMode.REQUIRED,
                description =
                        "decimal number in major units, greater than zero, with no more decimals than the currency",
                example = "12.34")
        @Nullable
        String amount,

        @Schema(
                requiredMode = Schema.RequiredMode.REQUIRED,
                description = "ISO 4217; must be the currency of the accounts",
                example = "USD")
        @Nullable
        String currency,

        @Schema(
                description = "when the customer paid, ISO 8601 with offset; now if left out",
                format = "date-time",
                example = "2023-06-05T10:00:00Z")
        @Nullable
        String time,

        @Schema(description = "text for the account holders; at most 140 characters", example = "Invoice 2023-118")
        @Nullable
        String reference,

        @Schema(description = "where the customer paid, degrees north", example = "41.2656") @Nullable
        BigDecimal latitude,

        @Schema(description = "where the customer paid, degrees east", example = "-96.0493") @Nullable
        BigDecimal longitude,

        @Schema(description = "where the customer paid; at most 64 characters", example = "US") @Nullable
        String country,

        @Schema(description = "device that was used; at most 64 characters", example = "terminal-7") @Nullable
        String device,

        @Schema(description = "how the customer paid; at most 64 characters", example = "chip") @Nullable
        String channel,

        @Schema(
                description =
                        "internet address that the customer paid from, IPv4 or IPv6, as the caller knows it; not for customers, who pay from that of their own connection",
                example = "81.2.69.142")
        @Nullable
        String ip) {

    /** Without its contents: they hold a card number. */
    @Override
    public String toString() {
        return "PaymentRequest[type=" + type + "]";
    }
}
