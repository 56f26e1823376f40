package vesper.api.account;

import static org.springframework.http.MediaType.APPLICATION_JSON_VALUE;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.headers.Header;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.security.SecurityRequirement;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import vesper.api.docs.Problems;
import vesper.api.problem.ProblemCode;
import vesper.api.problem.ProblemException;
import vesper.bank.Bank;
import vesper.bank.account.Account;
import vesper.bank.ledger.AccountHistory.Position;
import vesper.bank.ledger.AccountHistory.Transaction;

/** {@code /v1/accounts}: customers' accounts; the bank's own are not shown. */
@RestController
@RequestMapping("/v1/accounts")
@Tag(name = "Accounts", description = "Balances and transactions of customers' accounts.")
@SecurityRequirement(name = "oauth2", scopes = "accounts:read")
final class AccountResource {
    private static final int MAX_LIMIT = 200;
    private static final int DEFAULT_LIMIT = 50;

    private final Bank bank;
    private final CustomersAccounts accounts;

    AccountResource(Bank bank, CustomersAccounts accounts) {
        this.bank = bank;
        this.accounts = accounts;
    }

    @Operation(operationId = "getAccount", summary = "An account as it stands")
    @ApiResponse(responseCode = "200", description = "The account, with all that is booked now")
    @Problems({ProblemCode.NOT_FOUND})
    @GetMapping(path = "/{number}", produces = APPLICATION_JSON_VALUE)
    AccountAnswer find(
            @Parameter(description = "IBAN", example = "GB65VESP00000000000042") @PathVariable String number) {
        return AccountAnswer.of(accounts.find(number));
    }

    @Operation(
            operationId = "listTransactions",
            summary = "An account's transactions, newest first",
            description =
                    "Follow next until it is missing. Pages stay true while new transactions are booked: those come"
                            + " before the first page.")
    @ApiResponse(
            responseCode = "200",
            description = "Some transactions and the place of the next, older ones",
            headers =
                    @Header(
                            name = "Link",
                            description = "the same place, rel=next (RFC 8288)",
                            schema = @Schema(type = "string")))
    @Problems({ProblemCode.NOT_FOUND, ProblemCode.INVALID_PARAMETER, ProblemCode.INVALID_CURSOR})
    @GetMapping(path = "/{number}/transactions", produces = APPLICATION_JSON_VALUE)
    ResponseEntity<TransactionPage> transactions(
            @Parameter(description = "IBAN", example = "GB65VESP00000000000042") @PathVariable String number,
            @Parameter(
                            description = "how many, 1 to 200",
                            schema = @Schema(type = "integer", minimum = "1", maximum = "200", defaultValue = "50"))
                    @RequestParam(required = false)
                    @Nullable
                    String limit,
            @Parameter(description = "from the next link of the page before; opaque")
                    @RequestParam(required = false)
                    @Nullable
                    String cursor) {
        int count = limit(limit);
        Position before = cursor == null ? Position.END : Cursor.read(cursor);
        Account account = accounts.find(number);
        // One more than asked for tells whether there is a next page.
        List<Transaction> lines = bank.history().before(account.id(), before, count + 1);
        boolean more = lines.size() > count;
        List<Transaction> page = more ? lines.subList(0, count) : lines;
        String next = more
                ? "/v1/accounts/" + account.number() + "/transactions?limit=" + count + "&cursor="
                        + Cursor.write(page.get(count - 1).position())
                : null;
        ResponseEntity.BodyBuilder response = ResponseEntity.ok();
        if (next != null) {
            response.header("Link", "<" + next + ">; rel=\"next\"");
        }
        return response.body(
                new TransactionPage(page.stream().map(TransactionPage.Line::of).toList(), next));
    }

    private static int limit(@Nullable String limit) {
        if (limit == null) {
            return DEFAULT_LIMIT;
        }
        boolean digits =
                !limit.isEmpty() && limit.length() <= 3 && limit.chars().allMatch(c -> c >= '0' && c <= '9');
        int count = digits ? Integer.parseInt(limit) : 0;
        if (count < 1 || count > MAX_LIMIT) {
            throw new ProblemException(
                    ProblemCode.INVALID_PARAMETER, "limit must be a whole number from 1 to " + MAX_LIMIT + ".");
        }
        return count;
    }
}
