package vesper.api.account;

import static org.springframework.http.MediaType.APPLICATION_JSON_VALUE;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.security.SecurityRequirement;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import vesper.api.audit.AccountLookup;
import vesper.api.docs.Problems;
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

    private final Bank bank;
    private final AccountLookup accounts;
    private final BalanceLookup balances;

    BalanceResource(Bank bank, AccountLookup accounts, BalanceLookup balances) {
        this.bank = bank;
        this.accounts = accounts;
        this.balances = balances;
    }

    @Operation(
            operationId = "getBalances",
            summary = "An account's balances",
            description = "Now; or of all that was in the books at a moment; or of all that is booked up to a date.")
    @ApiResponse(responseCode = "200", description = "The balances")
    @Problems({ProblemCode.NOT_FOUND, ProblemCode.INVALID_TIME})
    @GetMapping(path = "/balances", produces = APPLICATION_JSON_VALUE)
    BalanceAnswer balances(
            @Parameter(description = "IBAN", example = "GB71VESP00000000000042") @PathVariable String number,
            @Parameter(
                            description = "a date, or a moment with its offset (ISO 8601); missing: now",
                            example = "2023-06-30")
                    @RequestParam(required = false)
                    @Nullable
                    String asOf,
            HttpServletRequest request,
            Authentication caller) {
        BalanceLookup.AsOf time = BalanceLookup.asOf(asOf);
        return balances.of(accounts.require(number, caller, request), time);
    }

    @Operation(operationId = "listHolds", summary = "What is reserved on an account")
    @ApiResponse(responseCode = "200", description = "The holds")
    @Problems(ProblemCode.NOT_FOUND)
    @GetMapping(path = "/holds", produces = APPLICATION_JSON_VALUE)
    HoldAnswer.All holds(
            @Parameter(description = "IBAN", example = "GB71VESP00000000000042") @PathVariable String number,
            HttpServletRequest request,
            Authentication caller) {
        Account account = accounts.require(number, caller, request);
        return new HoldAnswer.All(bank.holds().active(account.id(), MAX_HOLDS).stream()
                .map(HoldAnswer::of)
                .toList());
    }
}
