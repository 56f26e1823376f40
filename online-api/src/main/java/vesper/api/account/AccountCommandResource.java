package vesper.api.account;

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
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import vesper.api.ApiSettings;
import vesper.api.audit.AccountLookup;
import vesper.api.caller.Caller;
import vesper.api.command.Commands;
import vesper.api.docs.Idempotent;
import vesper.api.docs.Problems;
import vesper.api.docs.TakesJson;
import vesper.api.field.JsonBody;
import vesper.api.problem.ProblemCode;

/** {@code /v1/accounts}: opens and closes accounts. */
@RestController
@RequestMapping("/v1/accounts")
@Tag(name = "Accounts", description = "Balances and transactions of customers' accounts.")
@SecurityRequirement(name = "oauth2", scopes = "accounts:write")
final class AccountCommandResource {
    private final AccountChanges changes;
    private final AccountLookup accounts;
    private final Commands commands;
    private final int maxBody;

    AccountCommandResource(AccountChanges changes, AccountLookup accounts, Commands commands, ApiSettings settings) {
        this.changes = changes;
        this.accounts = accounts;
        this.commands = commands;
        maxBody = Math.toIntExact(settings.maxBody().toBytes());
    }

    @Operation(
            operationId = "openAccount",
            summary = "Open an account",
            description = "With a balance of zero. A customer opens one of the own; a client names the customer.",
            requestBody =
                    @RequestBody(
                            required = true,
                            content =
                                    @Content(
                                            mediaType = APPLICATION_JSON_VALUE,
                                            schema = @Schema(implementation = AccountOpening.class))))
    @ApiResponse(
            responseCode = "201",
            description = "Opened, now or by an earlier request with the same key",
            content =
                    @Content(
                            mediaType = APPLICATION_JSON_VALUE,
                            schema = @Schema(implementation = AccountAnswer.class)),
            headers = {
                @Header(name = "Location", description = "the account", schema = @Schema(type = "string")),
                @Header(
                        name = "Idempotent-Replayed",
                        description = "true, if an earlier request opened it",
                        schema = @Schema(type = "string"))
            })
    @TakesJson
    @Idempotent
    @Problems({
        ProblemCode.MISSING_FIELD,
        ProblemCode.FIELD_NOT_ALLOWED,
        ProblemCode.UNKNOWN_VALUE,
        ProblemCode.UNKNOWN_CURRENCY,
        ProblemCode.UNKNOWN_CUSTOMER,
        ProblemCode.INVALID_TEXT,
        ProblemCode.SEVERAL_ERRORS,
        ProblemCode.BANK_NOT_OPEN
    })
    @PostMapping(consumes = APPLICATION_JSON_VALUE, produces = APPLICATION_JSON_VALUE)
    ResponseEntity<byte[]> open(HttpServletRequest request, Authentication authentication) {
        Caller caller = Caller.of(authentication);
        AccountOpening body = JsonBody.read(request, AccountOpening.class, maxBody);
        return commands.once(request, caller, body, () -> changes.open(body, caller));
    }

    @Operation(
            operationId = "closeAccount",
            summary = "Close an account for good",
            description =
                    "Interest up to yesterday is posted, what is left goes to another account, and the account is closed at zero: all"
                            + " of it or nothing. Closing again has no further effect.",
            requestBody =
                    @RequestBody(
                            required = true,
                            content =
                                    @Content(
                                            mediaType = APPLICATION_JSON_VALUE,
                                            schema = @Schema(implementation = AccountClosure.class))))
    @ApiResponse(
            responseCode = "200",
            description = "Closed",
            content =
                    @Content(
                            mediaType = APPLICATION_JSON_VALUE,
                            schema = @Schema(implementation = AccountClosure.Answer.class)))
    @TakesJson
    @Idempotent
    @Problems({
        ProblemCode.INSUFFICIENT_RIGHTS,
        ProblemCode.NOT_FOUND,
        ProblemCode.WRONG_STATE,
        ProblemCode.MISSING_FIELD,
        ProblemCode.INVALID_ACCOUNT,
        ProblemCode.UNKNOWN_ACCOUNT
    })
    @PostMapping(path = "/{number}/closing", consumes = APPLICATION_JSON_VALUE, produces = APPLICATION_JSON_VALUE)
    ResponseEntity<byte[]> close(
            @Parameter(description = "IBAN", example = "GB71VESP00000000000042") @PathVariable String number,
            HttpServletRequest request,
            Authentication authentication) {
        AccountClosure body = JsonBody.read(request, AccountClosure.class, maxBody);
        long account = accounts.requireActing(number, authentication, request).id();
        Caller caller = Caller.of(authentication);
        return commands.once(request, caller, body, () -> changes.close(account, body, caller));
    }
}
