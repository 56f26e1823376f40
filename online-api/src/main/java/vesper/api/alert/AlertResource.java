package vesper.api.alert;

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
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import vesper.api.ApiSettings;
import vesper.api.audit.AccountLookup;
import vesper.api.caller.AccountRights;
import vesper.api.caller.Caller;
import vesper.api.command.EntityTag;
import vesper.api.docs.Problems;
import vesper.api.docs.TakesJson;
import vesper.api.field.JsonBody;
import vesper.api.problem.ProblemCode;
import vesper.api.problem.ProblemException;
import vesper.bank.Bank;
import vesper.bank.account.Account;
import vesper.bank.alert.CustomerAlerts.Kind;

/** {@code /v1/alerts}: what a customer wants to be told of accounts that the customer holds, by whatever rights. */
@RestController
@RequestMapping("/v1/alerts")
@Tag(name = "Alerts", description = "What you want to be told of your accounts, and what there is to tell.")
@SecurityRequirement(name = "oauth2", scopes = "alerts")
final class AlertResource {
    private static final int LISTED = 200;

    private final Bank bank;
    private final AccountLookup accounts;
    private final AccountRights rights;
    private final ApiSettings settings;

    AlertResource(Bank bank, AccountLookup accounts, AccountRights rights, ApiSettings settings) {
        this.bank = bank;
        this.accounts = accounts;
        this.rights = rights;
        this.settings = settings;
    }

    @Operation(
            operationId = "listAlerts",
            summary = "What there is to tell you",
            description = "By what you have set now, and of what came since you set it.")
    @ApiResponse(responseCode = "200", description = "Newest first")
    @Problems(ProblemCode.BANK_NOT_OPEN)
    @GetMapping(produces = APPLICATION_JSON_VALUE)
    AlertAnswer.All list(Authentication authentication) {
        long customer = customer(authentication);
        List<Long> held = rights.accountsOf(customer).stream().map(Account::id).toList();
        LocalDate today = bank.businessDates()
                .find()
                .orElseThrow(ProblemException::bankNotOpen)
                .acceptingDate();
        return new AlertAnswer.All(bank.customerAlerts().find(customer, held, today, LISTED).stream()
                .map(AlertAnswer::of)
                .toList());
    }

    @Operation(operationId = "getAlertPreferences", summary = "What you want to be told of an account")
    @ApiResponse(
            responseCode = "200",
            description = "Your thresholds",
            headers =
                    @Header(
                            name = "ETag",
                            description = "to be sent as If-Match with a change",
                            schema = @Schema(type = "string")))
    @Problems(ProblemCode.NOT_FOUND)
    @GetMapping(path = "/preferences/{number}", produces = APPLICATION_JSON_VALUE)
    ResponseEntity<AlertPreferences> find(
            @Parameter(description = "IBAN", example = "GB71VESP00000000000042") @PathVariable String number,
            HttpServletRequest request,
            Authentication authentication) {
        Account account = accounts.require(number, authentication, request);
        return tagged(now(account, authentication), account);
    }

    @Operation(
            operationId = "changeAlertPreferences",
            summary = "Say what you want to be told of an account",
            description =
                    "Changes what you have read: If-Match must name it. A threshold that is new tells of what comes from now on.",
            requestBody =
                    @RequestBody(
                            required = true,
                            content =
                                    @Content(
                                            mediaType = APPLICATION_JSON_VALUE,
                                            schema = @Schema(implementation = AlertPreferences.class))))
    @ApiResponse(
            responseCode = "200",
            description = "Changed",
            headers = @Header(name = "ETag", description = "of what it is now", schema = @Schema(type = "string")))
    @TakesJson
    @Problems({
        ProblemCode.NOT_FOUND,
        ProblemCode.PRECONDITION_FAILED,
        ProblemCode.PRECONDITION_REQUIRED,
        ProblemCode.INVALID_AMOUNT,
        ProblemCode.AMOUNT_NOT_POSITIVE,
        ProblemCode.AMOUNT_DECIMALS,
        ProblemCode.AMOUNT_TOO_LARGE,
        ProblemCode.SEVERAL_ERRORS
    })
    @PutMapping(path = "/preferences/{number}", consumes = APPLICATION_JSON_VALUE, produces = APPLICATION_JSON_VALUE)
    ResponseEntity<AlertPreferences> change(
            @Parameter(description = "IBAN", example = "GB71VESP00000000000042") @PathVariable String number,
            @Parameter(description = "the ETag of what you have read", example = "\"b2xkIG9uZXM\"")
                    @RequestHeader(name = "If-Match", required = false)
                    @Nullable
                    String ifMatch,
            HttpServletRequest request,
            Authentication authentication) {
        AlertPreferences body = JsonBody.read(
                request,
                AlertPreferences.class,
                Math.toIntExact(settings.maxBody().toBytes()));
        Account account = accounts.require(number, authentication, request);
        Map<Kind, Long> wanted = body.checked(account.currency(), settings.maxAmountMajor());
        Map<Kind, Long> before = now(account, authentication);
        EntityTag.require(ifMatch, EntityTag.of(AlertPreferences.of(before, account.currency())));
        if (!bank.customerAlerts().change(customer(authentication), account.id(), before, wanted)) {
            throw new ProblemException(
                    ProblemCode.PRECONDITION_FAILED, "It was changed just now: read it again, then decide.");
        }
        return tagged(wanted, account);
    }

    private Map<Kind, Long> now(Account account, Authentication authentication) {
        return bank.customerAlerts().preferences(customer(authentication), account.id());
    }

    private static ResponseEntity<AlertPreferences> tagged(Map<Kind, Long> thresholds, Account account) {
        AlertPreferences answer = AlertPreferences.of(thresholds, account.currency());
        return ResponseEntity.ok().eTag(EntityTag.of(answer)).body(answer);
    }

    private static long customer(Authentication authentication) {
        return Objects.requireNonNull(Caller.of(authentication).customerId());
    }
}
