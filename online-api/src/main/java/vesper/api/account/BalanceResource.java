package vesper.api.account;

import static org.springframework.http.MediaType.APPLICATION_JSON_VALUE;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.security.SecurityRequirement;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import vesper.api.docs.Problems;
import vesper.api.field.FieldChecks;
import vesper.api.problem.ProblemCode;
import vesper.bank.Bank;
import vesper.bank.account.Account;

/** {@code /v1/accounts/{number}/balances} and {@code holds}: what there is, was, and what of it is reserved. */
@RestController
@RequestMapping("/v1/accounts/{number}")
@Tag(name = "Accounts", description = "Balances and transactions of customers' accounts.")
@SecurityRequirement(name = "oauth2", scopes = "accounts:read")
final class BalanceResource {
    private static final int MAX_HOLDS = 200;
    private static final int DATE_LENGTH = 10;
    private static final Instant EARLIEST = Instant.parse("1900-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("2200-12-31T00:00:00Z");

    private final Bank bank;
    private final AccountLookup accounts;

    BalanceResource(Bank bank, AccountLookup accounts) {
        this.bank = bank;
        this.accounts = accounts;
    }

    @Operation(
            operationId = "getBalances",
            summary = "An account's balances",
            description = "Now; or of all that was in the books at a moment; or of all that is booked up to a date.")
    @ApiResponse(responseCode = "200", description = "The balances")
    @Problems({ProblemCode.NOT_FOUND, ProblemCode.INVALID_TIME})
    @GetMapping(path = "/balances", produces = APPLICATION_JSON_VALUE)
    BalanceAnswer balances(
            @Parameter(description = "IBAN", example = "GB65VESP00000000000042") @PathVariable String number,
            @Parameter(
                            description = "a date, or a moment with its offset (ISO 8601); missing: now",
                            example = "2023-06-30")
                    @RequestParam(required = false)
                    @Nullable
                    String asOf,
            HttpServletRequest request,
            Authentication caller) {
        FieldChecks fields = new FieldChecks();
        boolean dated = asOf != null && asOf.length() <= DATE_LENGTH;
        LocalDate date = dated ? fields.date("asOf", asOf) : null;
        Instant moment = dated ? null : fields.time("asOf", asOf);
        if (moment != null && (moment.isBefore(EARLIEST) || moment.isAfter(LATEST))) {
            fields.error("asOf", ProblemCode.INVALID_TIME, "must lie between the years 1900 and 2200");
        }
        fields.finish();
        Account account = accounts.require(number, caller, request);
        if (date != null) {
            return BalanceAnswer.then(account, bank.balancesInTime().atClose(account.id(), date), date.toString());
        }
        return moment == null
                ? BalanceAnswer.now(account)
                : BalanceAnswer.then(account, bank.balancesInTime().asOf(account.id(), moment), moment.toString());
    }

    @Operation(operationId = "listHolds", summary = "What is reserved on an account")
    @ApiResponse(responseCode = "200", description = "The holds")
    @Problems(ProblemCode.NOT_FOUND)
    @GetMapping(path = "/holds", produces = APPLICATION_JSON_VALUE)
    HoldAnswer.All holds(
            @Parameter(description = "IBAN", example = "GB65VESP00000000000042") @PathVariable String number,
            HttpServletRequest request,
            Authentication caller) {
        Account account = accounts.require(number, caller, request);
        return new HoldAnswer.All(bank.holds().active(account.id(), MAX_HOLDS).stream()
                .map(HoldAnswer::of)
                .toList());
    }
}
