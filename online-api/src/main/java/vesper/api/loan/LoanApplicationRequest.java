package vesper.api.loan;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import vesper.api.field.FieldChecks;
import vesper.api.problem.ProblemCode;
import vesper.api.problem.ProblemException;
import vesper.bank.origination.LoanProduct;
import vesper.bank.origination.LoanProducts;
import vesper.bank.origination.LoanRequest;
import vesper.bank.origination.LoanRequest.Purpose;

/** An application for a loan as it is sent, unchecked. */
@Schema(description = "An application for a loan. Amounts are in the product's currency.")
record LoanApplicationRequest(
        @Schema(
                requiredMode = Schema.RequiredMode.REQUIRED,
                description = "code of the product",
                example = "personal-usd")
        @Nullable
        String product,

        @Schema(
                requiredMode = Schema.RequiredMode.REQUIRED,
                description = "IBAN of the customer's account: the money goes there, repayments come from there",
                example = "GB71VESP00000000000042")
        @Nullable
        String account,

        @Schema(
                requiredMode = Schema.RequiredMode.REQUIRED,
                description = "amount to be lent, decimal number in major units",
                example = "5000.00")
        @Nullable
        String amount,

        @Schema(requiredMode = Schema.RequiredMode.REQUIRED, example = "24") @Nullable
        Integer instalments,

        @Schema(
                description = "what the money is for; other if left out",
                allowableValues = {"home", "car", "education", "debt_consolidation", "other"})
        @Nullable
        String purpose,

        @Schema(requiredMode = Schema.RequiredMode.REQUIRED, description = "net, a month", example = "3000.00")
        @Nullable
        String monthlyIncome,

        @Schema(
                requiredMode = Schema.RequiredMode.REQUIRED,
                description = "a month, without payments on debts",
                example = "1200.00")
        @Nullable
        String monthlyOutgoings,

        @Schema(description = "payments on other debts a month; none if left out", example = "150.00") @Nullable
        String monthlyDebtPayments) {

    /**
     * The request with every field checked.
     *
     * @param maxMajor largest amount, in major units
     * @throws ProblemException naming the fields that cannot be used
     */
    LoanRequest checked(LoanProducts products, long maxMajor) {
        FieldChecks fields = new FieldChecks();
        String code = fields.required("product", product, 40);
        Optional<LoanProduct> known = code == null ? Optional.empty() : products.offered(code);
        if (code != null && known.isEmpty()) {
            fields.error("product", ProblemCode.UNKNOWN_PRODUCT, "is no loan that the bank offers");
        }
        String currency = known.map(LoanProduct::currency).orElse(null);
        String number = fields.account("account", account);
        Long lent = fields.amount("amount", amount, currency, maxMajor, false);
        if (instalments == null) {
            fields.error("instalments", ProblemCode.MISSING_FIELD, "is required");
        }
        Purpose use = fields.oneOf("purpose", purpose, Purpose.OTHER);
        Long income = fields.amount("monthlyIncome", monthlyIncome, currency, maxMajor, true);
        Long outgoings = fields.amount("monthlyOutgoings", monthlyOutgoings, currency, maxMajor, true);
        Long debts = monthlyDebtPayments == null
                ? Long.valueOf(0)
                : fields.amount("monthlyDebtPayments", monthlyDebtPayments, currency, maxMajor, true);
        fields.finish();
        return new LoanRequest(
                Objects.requireNonNull(code),
                Objects.requireNonNull(number),
                Objects.requireNonNull(lent),
                Objects.requireNonNull(instalments),
                use,
                Objects.requireNonNull(income),
                Objects.requireNonNull(outgoings),
                Objects.requireNonNull(debts));
    }

    /** Without its contents: they are personal. */
    @Override
    public String toString() {
        return "LoanApplicationRequest";
    }
}
