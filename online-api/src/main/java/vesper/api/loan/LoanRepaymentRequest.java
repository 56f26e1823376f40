package vesper.api.loan;

import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A repayment as it is sent, unchecked. */
@Schema(
        description =
                "A repayment, of what is due or in advance. It pays what is due first; what is beyond that, as the loan's terms"
                        + " say. More than is owed is kept as overpaid.")
record LoanRepaymentRequest(
        @Schema(
                requiredMode = Schema.RequiredMode.REQUIRED,
                description = "decimal number in major units",
                example = "340.02")
        @Nullable
        String amount,

        @Schema(
                requiredMode = Schema.RequiredMode.REQUIRED,
                description = "ISO 4217; that of the loan",
                example = "USD")
        @Nullable
        String currency,

        @Schema(
                description = "IBAN of the account that pays; the loan's linked account if left out",
                example = "GB71VESP00000000000042")
        @Nullable
        String from,

        @Schema(
                description =
                        "what it changes where it is above what is due: the term, or the instalments; as the loan's terms say if"
                                + " left out. Refused where payments change neither.",
                allowableValues = {"smaller_instalments", "shorter_term", "next_instalments", "last_unpaid_instalment"})
        @Nullable
        String excess) {

    /** Without its contents: they may be personal. */
    @Override
    public String toString() {
        return "LoanRepaymentRequest";
    }
}
