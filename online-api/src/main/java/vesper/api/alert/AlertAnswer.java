package vesper.api.alert;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.Locale;
import vesper.bank.alert.CustomerAlerts.Alert;
import vesper.bank.money.Money;

/** Something to tell a customer. */
@Schema(name = "Alert", description = "Something that you wanted to be told.")
record AlertAnswer(
        @Schema(allowableValues = {"low_balance", "large_payment", "money_in"})
        String kind,

        @Schema(description = "IBAN", example = "GB71VESP00000000000042")
        String account,

        @Schema(
                description = "id of the transaction that it is about",
                format = "uuid",
                example = "0f0c4c7e-6a66-5d7c-8b1e-3f6d2f1d9a55")
        String transaction,

        @Schema(format = "date-time", example = "2023-06-05T10:00:00.123456Z")
        String at,

        @Schema(description = "what you have set", example = "50.00")
        String threshold,

        @Schema(description = "negative: paid", example = "-80.00")
        String amount,

        @Schema(description = "after the transaction", example = "45.10")
        String balance,

        @Schema(description = "ISO 4217", example = "USD") String currency) {

    /** Without its contents: they are personal. */
    @Override
    public String toString() {
        return "AlertAnswer";
    }

    static AlertAnswer of(Alert alert) {
        return new AlertAnswer(
                alert.kind().name().toLowerCase(Locale.ROOT),
                alert.accountNumber(),
                alert.entryId().toString(),
                alert.recordedAt().toString(),
                decimal(alert.thresholdMinor(), alert),
                decimal(alert.amountMinor(), alert),
                decimal(alert.balanceAfterMinor(), alert),
                alert.currency());
    }

    private static String decimal(long minor, Alert alert) {
        return new Money(minor, alert.currency()).toDecimal().toPlainString();
    }

    /** Of all accounts of a customer. */
    @Schema(name = "AlertList", description = "Alerts of the last 90 days, newest first; the last 200.")
    record All(List<AlertAnswer> alerts) {}
}
