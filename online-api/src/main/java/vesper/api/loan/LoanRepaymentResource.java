package vesper.api.loan;

import static org.springframework.http.MediaType.APPLICATION_JSON_VALUE;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.headers.Header;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.security.SecurityRequirement;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.util.UUID;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import vesper.api.ApiSettings;
import vesper.api.caller.Caller;
import vesper.api.command.Commands;
import vesper.api.command.Commands.Done;
import vesper.api.docs.Idempotent;
import vesper.api.docs.Problems;
import vesper.api.field.IdempotencyKey;
import vesper.api.field.JsonBody;
import vesper.api.problem.ProblemCode;
import vesper.bank.Bank;
import vesper.bank.Ids;
import vesper.bank.servicing.LoanAccount;

/** {@code /v1/loans/accounts/{number}/repayments}: pays a loan back, in whole or in part, when due or before. */
@RestController
@RequestMapping("/v1/loans/accounts/{number}/repayments")
@Tag(name = "Loans", description = "What a loan would cost, applying for one, and what is owed on it.")
@SecurityRequirement(name = "oauth2", scopes = "loans:repay")
final class LoanRepaymentResource {
    private final Bank bank;
    private final LoanLookup loans;
    private final LoanRepayments repayments;
    private final Commands commands;
    private final int maxBody;

    LoanRepaymentResource(
            Bank bank, LoanLookup loans, LoanRepayments repayments, Commands commands, ApiSettings settings) {
        this.bank = bank;
        this.loans = loans;
        this.repayments = repayments;
        this.commands = commands;
        maxBody = Math.toIntExact(settings.maxBody().toBytes());
    }

    @Operation(
            operationId = "repayLoan",
            summary = "Repay a loan",
            description =
                    "On the business date, from an account with this bank. All that is owed then can be asked for at settlement.",
            requestBody =
                    @RequestBody(
                            required = true,
                            content =
                                    @Content(
                                            mediaType = APPLICATION_JSON_VALUE,
                                            schema = @Schema(implementation = LoanRepaymentRequest.class))))
    @Idempotent
    @ApiResponse(
            responseCode = "200",
            description = "The loan after it",
            content =
                    @Content(
                            mediaType = APPLICATION_JSON_VALUE,
                            schema = @Schema(implementation = LoanAccountAnswer.class)),
            headers =
                    @Header(
                            name = "Idempotent-Replayed",
                            description = "true, if an earlier request with the same key paid",
                            schema = @Schema(type = "string")))
    @Problems({
        ProblemCode.MALFORMED_JSON,
        ProblemCode.UNKNOWN_FIELD,
        ProblemCode.WRONG_TYPE,
        ProblemCode.INSUFFICIENT_RIGHTS,
        ProblemCode.NOT_FOUND,
        ProblemCode.WRONG_STATE,
        ProblemCode.BODY_TOO_LARGE,
        ProblemCode.UNSUPPORTED_MEDIA_TYPE,
        ProblemCode.MISSING_FIELD,
        ProblemCode.INVALID_ACCOUNT,
        ProblemCode.INVALID_AMOUNT,
        ProblemCode.AMOUNT_NOT_POSITIVE,
        ProblemCode.AMOUNT_DECIMALS,
        ProblemCode.AMOUNT_TOO_LARGE,
        ProblemCode.UNKNOWN_CURRENCY,
        ProblemCode.CURRENCY_MISMATCH,
        ProblemCode.UNKNOWN_ACCOUNT,
        ProblemCode.ACCOUNT_FROZEN,
        ProblemCode.ACCOUNT_CLOSED,
        ProblemCode.ACCOUNT_NOT_PAYABLE,
        ProblemCode.INSUFFICIENT_FUNDS,
        ProblemCode.UNKNOWN_VALUE,
        ProblemCode.SEVERAL_ERRORS
    })
    @PostMapping(consumes = APPLICATION_JSON_VALUE, produces = APPLICATION_JSON_VALUE)
    ResponseEntity<byte[]> repay(
            @Parameter(description = "IBAN of the loan", example = "GB17VESP00000000000044") @PathVariable
                    String number,
            HttpServletRequest request,
            Authentication authentication) {
        Caller caller = Caller.of(authentication);
        LoanRepaymentRequest body = JsonBody.read(request, LoanRepaymentRequest.class, maxBody);
        LoanAccount loan = loans.require(number, authentication, request);
        String key = IdempotencyKey.of(request);
        // Named for ever, so that a key which comes again after it was forgotten does not pay twice.
        UUID id = key == null ? Ids.next() : Ids.of("loan-repayment", caller.name(), key);
        return commands.once(request, caller, body, () -> done(repayments.take(id, loan, body, caller)));
    }

    private Done done(LoanAccount loan) {
        return new Done(
                200,
                null,
                LoanAccountAnswer.of(
                        loan,
                        loans.linkedNumber(loan),
                        bank.businessDates().current().acceptingDate()));
    }
}
