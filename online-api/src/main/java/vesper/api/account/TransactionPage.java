package vesper.api.account;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import vesper.bank.ledger.AccountHistory.Transaction;
import vesper.bank.money.Money;

/** Some transactions of an account, newest first. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(description = "Some transactions of an account, newest first.")
public record TransactionPage(
        List<Line> transactions,

        @Schema(
                description = "where the next, older ones are; missing on the last page",
                example = "/v1/accounts/GB71VESP00000000000042/transactions?limit=50&cursor=AAAAAAAAAGQAAA")
        @Nullable
        String next) {

    /** Without its contents: they are personal. */
    @Override
    public String toString() {
        return "TransactionPage";
    }

    /** One transaction: what an entry in the books did to this account. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "Transaction", description = "What an entry in the books did to this account.")
    public record Line(
            @Schema(
                    description = "id of the entry in the books; for a payment, the payment's id",
                    format = "uuid",
                    example = "0f0c4c7e-6a66-5d7c-8b1e-3f6d2f1d9a55")
            String id,

            @Schema(
                    allowableValues = {
                        "opening",
                        "card_payment",
                        "transfer",
                        "direct_debit",
                        "deposit",
                        "capitalisation",
                        "overdraft_interest",
                        "withholding_tax",
                        "loan_disbursement",
                        "loan_repayment",
                        "loan_adjustment",
                        "fee",
                        "account_fee",
                        "reversal",
                        "exchange"
                    })
            String kind,

            @Schema(format = "date", example = "2023-06-05") String bookingDate,

            @Schema(description = "earns interest from", format = "date", example = "2023-06-05")
            String valueDate,

            @Schema(format = "date-time", example = "2023-06-05T10:00:00.123456Z")
            String recordedAt,

            @Schema(example = "Harbour Books") String narrative,

            @Schema(
                    description = "decimal number in major units; positive: received, negative: paid",
                    example = "-12.34")
            String amount,

            @Schema(example = "USD") String currency,

            @Schema(description = "the account's balance after it", example = "87.66") @Nullable
            String balanceAfter) {

        static Line of(Transaction line) {
            return new Line(
                    line.entryId().toString(),
                    line.kind().name().toLowerCase(Locale.ROOT),
                    line.bookingDate().toString(),
                    line.valueDate().toString(),
                    line.recordedAt().toString(),
                    line.narrative(),
                    Money.plain(line.amountMinor(), line.currency()),
                    line.currency(),
                    line.balanceAfterMinor() == null ? null : Money.plain(line.balanceAfterMinor(), line.currency()));
        }
    }
}
