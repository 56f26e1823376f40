package vesper.api.account;

import static org.springframework.http.MediaType.APPLICATION_JSON_VALUE;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.security.SecurityRequirement;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Objects;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import vesper.api.ApiSettings;
import vesper.api.audit.AccountLookup;
import vesper.api.caller.Caller;
import vesper.api.docs.Problems;
import vesper.api.field.JsonBody;
import vesper.api.problem.ProblemCode;
import vesper.bank.Bank;
import vesper.bank.account.Account;

/** {@code /v1/accounts/{number}/travel-notice}: the holder will be elsewhere. */
@RestController
@RequestMapping("/v1/accounts/{number}/travel-notice")
@Tag(name = "Accounts", description = "Balances and transactions of customers' accounts.")
@SecurityRequirement(name = "oauth2", scopes = "accounts:write")
final class TravelNoticeResource {
    private final Bank bank;
    private final AccountLookup accounts;
    private final int maxBody;

    TravelNoticeResource(Bank bank, AccountLookup accounts, ApiSettings settings) {
        this.bank = bank;
        this.accounts = accounts;
        maxBody = Math.toIntExact(settings.maxBody().toBytes());
    }

    @Operation(
            operationId = "tellOfJourney",
            summary = "Tell of a journey",
            description =
                    "Payments by the account's holder, with any card, in that country and time are no surprise then. The"
                            + " same again has no further effect.",
            requestBody =
                    @RequestBody(
                            required = true,
                            content =
                                    @Content(
                                            mediaType = APPLICATION_JSON_VALUE,
                                            schema = @Schema(implementation = TravelNotice.class))))
    @ApiResponse(responseCode = "200", description = "Noted")
    @Problems({
        ProblemCode.MALFORMED_JSON,
        ProblemCode.UNKNOWN_FIELD,
        ProblemCode.WRONG_TYPE,
        ProblemCode.NOT_FOUND,
        ProblemCode.BODY_TOO_LARGE,
        ProblemCode.UNSUPPORTED_MEDIA_TYPE,
        ProblemCode.MISSING_FIELD,
        ProblemCode.UNKNOWN_VALUE,
        ProblemCode.INVALID_TEXT,
        ProblemCode.INVALID_TIME,
        ProblemCode.SEVERAL_ERRORS
    })
    @PutMapping(consumes = APPLICATION_JSON_VALUE, produces = APPLICATION_JSON_VALUE)
    TravelNotice tell(
            @Parameter(description = "IBAN", example = "GB71VESP00000000000042") @PathVariable String number,
            HttpServletRequest request,
            Authentication authentication) {
        TravelNotice body = JsonBody.read(request, TravelNotice.class, maxBody);
        Account account = accounts.require(number, authentication, request);
        long customer = Objects.requireNonNull(account.customerId(), "the bank's own accounts are found for nobody");
        bank.customerNotices()
                .travels(customer, body.checked(), Caller.of(authentication).name());
        return body;
    }
}
