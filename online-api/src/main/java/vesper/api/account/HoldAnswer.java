package vesper.api.account;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import vesper.bank.ledger.Holds.ActiveHold;
import vesper.bank.money.Money;

/** Funds that are reserved on an account. */
@Schema(
        name = "Hold",
        description = "Funds that are reserved: they stay on the account, but nothing else can use them.")
record HoldAnswer(
        @Schema(
                description = "of a hold for a payment, the payment's id",
                format = "uuid",
                example = "0f0c4c7e-6a66-5d7c-8b1e-3f6d2f1d9a55")
        String id,

        @Schema(description = "what it still reserves", example = "50.00")
        String amount,

        @Schema(example = "USD") String currency,

        @Schema(example = "Harbour Hotel") String narrative,

        @Schema(format = "date", example = "2023-06-05") String placedOn,

        @Schema(description = "ends with the close of this business date", format = "date", example = "2023-06-12")
        String expiresOn) {

    /** Without its contents: they are personal. */
    @Override
    public String toString() {
        return "HoldAnswer";
    }

    static HoldAnswer of(ActiveHold hold) {
        return new HoldAnswer(
                hold.id().toString(),
                Money.plain(hold.amountMinor(), hold.currency()),
                hold.currency(),
                hold.narrative(),
                hold.placedOn().toString(),
                hold.expiresOn().toString());
    }

    /** Those that have not ended, newest first. */
    @Schema(name = "HoldList", description = "Holds that have not ended, newest first; at most 200.")
    record All(List<HoldAnswer> holds) {}
}
