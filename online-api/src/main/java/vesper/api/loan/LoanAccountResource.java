package vesper.api.loan;

import static org.springframework.http.MediaType.APPLICATION_JSON_VALUE;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.security.SecurityRequirement;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.time.LocalDate;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import vesper.api.ApiSettings;
import vesper.api.docs.Problems;
import vesper.api.field.FieldChecks;
import vesper.api.problem.ProblemCode;
import vesper.api.problem.ProblemException;
import vesper.bank.Bank;
import vesper.bank.lending.LoanStatus;
import vesper.bank.lending.LoanTerms.Recalculation.Excess;
import vesper.bank.lending.PartPrepayment;
import vesper.bank.servicing.LoanAccount;

/** {@code /v1/loans/accounts/{number}}: a loan that was paid out, its schedule and history, and what would close it. */
@RestController
@RequestMapping("/v1/loans/accounts/{number}")
@Tag(name = "Loans", description = "What a loan would cost, applying for one, and what is owed on it.")
@SecurityRequirement(name = "oauth2", scopes = "loans:read")
final class LoanAccountResource {
    private final Bank bank;
    private final LoanLookup loans;
    private final ApiSettings settings;

    LoanAccountResource(Bank bank, LoanLookup loans, ApiSettings settings) {
        this.bank = bank;
        this.loans = loans;
        this.settings = settings;
    }

    @Operation(
            operationId = "getLoan",
            summary = "A loan with its schedule",
            description = "What is owed, what is overdue, and what falls due when.")
    @ApiResponse(responseCode = "200", description = "The loan")
    @Problems(ProblemCode.NOT_FOUND)
    @GetMapping(produces = APPLICATION_JSON_VALUE)
    LoanAccountAnswer find(
            @Parameter(description = "IBAN of the loan", example = "GB17VESP00000000000044") @PathVariable
                    String number,
            HttpServletRequest request,
            Authentication caller) {
        LoanAccount loan = loans.require(number, caller, request);
        return LoanAccountAnswer.of(loan, loans.linkedNumber(loan), today());
    }

    @Operation(
            operationId = "listLoanTransactions",
            summary = "What has happened on a loan",
            description = "With what each transaction paid or charged, by value date.")
    @ApiResponse(responseCode = "200", description = "The transactions")
    @Problems(ProblemCode.NOT_FOUND)
    @GetMapping(path = "/transactions", produces = APPLICATION_JSON_VALUE)
    LoanTransactionsAnswer transactions(
            @Parameter(description = "IBAN of the loan", example = "GB17VESP00000000000044") @PathVariable
                    String number,
            HttpServletRequest request,
            Authentication caller) {
        return LoanTransactionsAnswer.of(loans.require(number, caller, request));
    }

    @Operation(
            operationId = "quoteLoanSettlement",
            summary = "What would close a loan on a day",
            description = "All that is owed then, with interest as far as it is charged on early settlement.")
    @ApiResponse(responseCode = "200", description = "The amount")
    @Problems({ProblemCode.NOT_FOUND, ProblemCode.INVALID_TIME, ProblemCode.TIME_OUT_OF_RANGE, ProblemCode.WRONG_STATE})
    @GetMapping(path = "/settlement", produces = APPLICATION_JSON_VALUE)
    LoanSettlementAnswer settlement(
            @Parameter(description = "IBAN of the loan", example = "GB17VESP00000000000044") @PathVariable
                    String number,
            @Parameter(
                            description = "day of the payment, from the business date on; that date if left out",
                            schema = @Schema(type = "string", format = "date"))
                    @RequestParam(required = false)
                    @Nullable
                    String on,
            HttpServletRequest request,
            Authentication caller) {
        FieldChecks fields = new FieldChecks();
        LocalDate day = day(on, today(), fields);
        fields.finish();
        LoanAccount loan = active(number, caller, request);
        LocalDate paidOn = Objects.requireNonNull(day);
        return new LoanSettlementAnswer(
                paidOn.toString(), loan.currency(), LoanAmounts.of(loan.loan().settlement(paidOn), loan.currency()));
    }

    @Operation(
            operationId = "previewLoanPrepayment",
            summary = "What a payment in advance would do",
            description =
                    "The schedule without it and with it, and the interest that it saves, if all that falls due until its day is paid.")
    @ApiResponse(responseCode = "200", description = "The loan without the payment and with it")
    @Problems({
        ProblemCode.NOT_FOUND,
        ProblemCode.INVALID_TIME,
        ProblemCode.TIME_OUT_OF_RANGE,
        ProblemCode.MISSING_FIELD,
        ProblemCode.INVALID_AMOUNT,
        ProblemCode.AMOUNT_NOT_POSITIVE,
        ProblemCode.AMOUNT_DECIMALS,
        ProblemCode.AMOUNT_TOO_LARGE,
        ProblemCode.UNKNOWN_VALUE,
        ProblemCode.SEVERAL_ERRORS,
        ProblemCode.WRONG_STATE
    })
    @GetMapping(path = "/prepayment", produces = APPLICATION_JSON_VALUE)
    LoanPrepaymentAnswer prepayment(
            @Parameter(description = "IBAN of the loan", example = "GB17VESP00000000000044") @PathVariable
                    String number,
            @Parameter(
                            description = "decimal number in major units of the loan's currency",
                            required = true,
                            example = "500.00",
                            schema = @Schema(type = "string"))
                    @RequestParam(required = false)
                    @Nullable
                    String amount,
            @Parameter(
                            description = "day of the payment, from the business date on; that date if left out",
                            schema = @Schema(type = "string", format = "date"))
                    @RequestParam(required = false)
                    @Nullable
                    String on,
            @Parameter(
                            description =
                                    "what it changes where it is above what is due; as the loan's terms say if left out",
                            schema =
                                    @Schema(
                                            type = "string",
                                            allowableValues = {
                                                "smaller_instalments",
                                                "shorter_term",
                                                "next_instalments",
                                                "last_unpaid_instalment"
                                            }))
                    @RequestParam(required = false)
                    @Nullable
                    String excess,
            HttpServletRequest request,
            Authentication caller) {
        LoanAccount loan = active(number, caller, request);
        LocalDate today = today();
        FieldChecks fields = new FieldChecks();
        LocalDate day = day(on, today, fields);
        Long paid = fields.amount("amount", amount, loan.currency(), settings.maxAmountMajor(), false);
        Excess choice = fields.optional("excess", excess, Excess.class);
        fields.finish();
        if (choice != null && !loan.loan().terms().letsExcessBeChosen()) {
            throw LoanRepayments.noChoiceOfExcess();
        }
        return LoanPrepaymentAnswer.of(
                loan, today, new PartPrepayment(Objects.requireNonNull(day), Objects.requireNonNull(paid), choice));
    }

    private static @Nullable LocalDate day(@Nullable String on, LocalDate today, FieldChecks fields) {
        LocalDate day = on == null ? today : fields.date("on", on);
        if (day != null && day.isBefore(today)) {
            fields.error("on", ProblemCode.TIME_OUT_OF_RANGE, "must not be before the business date, " + today);
        }
        return day;
    }

    private LoanAccount active(String number, Authentication caller, HttpServletRequest request) {
        LoanAccount loan = loans.require(number, caller, request);
        if (loan.loan().state().status() != LoanStatus.ACTIVE) {
            throw new ProblemException(ProblemCode.WRONG_STATE, "Nothing is owed on this loan.");
        }
        return loan;
    }

    private LocalDate today() {
        return bank.businessDates()
                .find()
                .orElseThrow(ProblemException::bankNotOpen)
                .acceptingDate();
    }
}
