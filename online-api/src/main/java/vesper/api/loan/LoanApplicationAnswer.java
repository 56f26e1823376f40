package vesper.api.loan;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import vesper.bank.money.Money;
import vesper.bank.origination.ApplicationState;
import vesper.bank.origination.Assessment;
import vesper.bank.origination.LoanApplication;
import vesper.bank.origination.Score;

/** Where an application stands, as far as it is the customer's business: who of the staff does what is not. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@Schema(description = "Where an application stands.")
record LoanApplicationAnswer(
        @Schema(format = "uuid") String id,

        @Schema(
                allowableValues = {"in_review", "offered", "accepted", "disbursed", "declined", "withdrawn", "expired"},
                description =
                        "in_review: people decide; offered: see the offer; accepted: not paid out yet; disbursed: paid out",
                example = "offered")
        String status,

        @Schema(example = "personal-usd") String product,
        @Schema(example = "GB71VESP00000000000042") String account,
        @Schema(example = "5000.00") String amount,
        @Schema(example = "USD") String currency,
        @Schema(example = "24") int instalments,
        @Schema(example = "home") String purpose,

        @Schema(format = "date", description = "business date", example = "2026-01-15")
        String appliedOn,

        @Schema(format = "date", description = "last day on which the offer can be accepted") @Nullable
        String offerValidUntil,

        @Schema(description = "IBAN of the account that owes the loan, once it is paid out") @Nullable
        String loanAccount,

        @Schema(description = "why it was not approved, for declined; what counted most first")
        List<Reason> reasons) {
    /** As many of the score's reasons as a customer can use (Regulation B, comment 9(b)(2)-1: more than four help little). */
    private static final int PRINCIPAL_REASONS = 4;

    /** One reason. */
    @Schema(name = "LoanReason", description = "Why an application was not approved.")
    record Reason(
            @Schema(description = "stable code", example = "debt_service_too_high")
            String code,

            @Schema(example = "Too much of the income would go into debts")
            String detail) {}

    static LoanApplicationAnswer of(LoanApplication application) {
        String currency = application.currency();
        return new LoanApplicationAnswer(
                application.id().toString(),
                application.state().waits() ? "in_review" : application.state().code(),
                application.request().productCode(),
                application.request().accountNumber(),
                Money.plain(application.request().amountMinor(), currency),
                currency,
                application.request().instalments(),
                application.request().purpose().code(),
                application.appliedOn().toString(),
                application.offerValidUntil() == null
                        ? null
                        : application.offerValidUntil().toString(),
                application.loanAccountNumber(),
                application.state() == ApplicationState.DECLINED ? reasons(application.assessment()) : List.of());
    }

    private static List<Reason> reasons(Assessment assessment) {
        return Stream.concat(
                        assessment.decision().reasons().stream()
                                .map(reason -> new Reason(reason.code(), reason.detail())),
                        assessment.score().reasons().stream()
                                .filter(reason -> reason.lost() > 0)
                                .limit(PRINCIPAL_REASONS)
                                .map(LoanApplicationAnswer::ofScore))
                .toList();
    }

    private static Reason ofScore(Score.Reason reason) {
        return new Reason(reason.attribute().code(), reason.detail());
    }
}
