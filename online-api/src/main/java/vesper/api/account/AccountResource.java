package vesper.api.account;

import static org.springframework.http.MediaType.APPLICATION_JSON_VALUE;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.headers.Header;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.security.SecurityRequirement;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import vesper.api.audit.AccountLookup;
import vesper.api.audit.AuditTrail;
import vesper.api.caller.AccountRights;
import vesper.api.caller.Caller;
import vesper.api.command.EntityTag;
import vesper.api.docs.Problems;
import vesper.api.problem.ProblemCode;
import vesper.api.problem.ProblemException;
import vesper.bank.Bank;
import vesper.bank.account.Account;

/** {@code /v1/accounts}: customers' accounts, to a customer the own ones only; the bank's own are not shown. */
@RestController
@RequestMapping("/v1/accounts")
@Tag(name = "Accounts", description = "Balances and transactions of customers' accounts.")
@SecurityRequirement(name = "oauth2", scopes = "accounts:read")
final class AccountResource {
    private static final int MAX_LIMIT = 200;
    private static final int DEFAULT_LIMIT = 50;

    private final Bank bank;
    private final AccountLookup accounts;
    private final AccountRights rights;
    private final TransactionPages pages;
    private final AccountSummaries summaries;

    AccountResource(
            Bank bank,
            AccountLookup accounts,
            AccountRights rights,
            TransactionPages pages,
            AccountSummaries summaries) {
        this.bank = bank;
        this.summaries = summaries;
        this.rights = rights;
        this.accounts = accounts;
        this.pages = pages;
    }

    @Operation(
            operationId = "listAccounts",
            summary = "A customer's accounts",
            description = "All that the customer holds, by whatever rights. A client names the customer.")
    @ApiResponse(responseCode = "200", description = "The accounts, oldest first, closed ones too")
    @Problems(ProblemCode.UNKNOWN_CUSTOMER)
    @GetMapping(produces = APPLICATION_JSON_VALUE)
    AccountAnswer.All list(
            @Parameter(description = "from clients: the key under which you know the customer", example = "C-1042")
                    @RequestParam(required = false)
                    @Nullable
                    String customerReference,
            Authentication authentication,
            HttpServletRequest request) {
        List<Account> owned = rights.accountsOf(customer(customerReference, Caller.of(authentication)));
        owned.forEach(account -> AuditTrail.about(request, account.id()));
        Map<Long, String> nicknames =
                bank.nicknames().of(owned.stream().map(Account::id).toList());
        return new AccountAnswer.All(owned.stream()
                .map(account -> AccountAnswer.of(account, nicknames.get(account.id())))
                .toList());
    }

    private long customer(@Nullable String reference, Caller caller) {
        if (caller.customerId() != null) {
            return caller.customerId();
        }
        return Optional.ofNullable(reference)
                .filter(text -> text.indexOf(0) < 0)
                .flatMap(bank.customers()::byReference)
                .orElseThrow(() -> ProblemException.of(
                        "customerReference",
                        ProblemCode.UNKNOWN_CUSTOMER,
                        "must be the key under which a customer was registered"))
                .id();
    }

    @Operation(
            operationId = "getAccount",
            summary = "An account as it stands",
            description = "With all that is booked now, unless you take an answer of some age.")
    @ApiResponse(
            responseCode = "200",
            description = "The account",
            headers = {
                @Header(name = "ETag", description = "names this answer", schema = @Schema(type = "string")),
                @Header(name = "Age", description = "seconds since it was read", schema = @Schema(type = "integer"))
            })
    @ApiResponse(responseCode = "304", description = "As you know it from If-None-Match", content = @Content)
    @Problems({ProblemCode.NOT_FOUND})
    @GetMapping(path = "/{number}", produces = APPLICATION_JSON_VALUE)
    ResponseEntity<AccountAnswer> find(
            @Parameter(description = "IBAN", example = "GB71VESP00000000000042") @PathVariable String number,
            @Parameter(description = "the ETag of what you have")
                    @RequestHeader(name = "If-None-Match", required = false)
                    @Nullable
                    String ifNoneMatch,
            @Parameter(
                            description =
                                    "max-age=N takes an answer of N seconds ago, ten at most, if there is one (RFC 9111); missing: as it stands now",
                            example = "max-age=5")
                    @RequestHeader(name = "Cache-Control", required = false)
                    @Nullable
                    String cacheControl,
            HttpServletRequest request,
            Authentication caller) {
        Optional<AccountCache.Kept> known = summaries.find(AccountLookup.canonical(number), cacheControl);
        Account account = accounts.require(known.map(AccountCache.Kept::account), caller, request);
        AccountCache.Kept kept = known.orElseThrow();
        return tagged(
                AccountAnswer.of(account, kept.nickname()),
                ResponseEntity.ok().header(HttpHeaders.AGE, Long.toString(summaries.age(kept))),
                ifNoneMatch);
    }

    @Operation(
            operationId = "listTransactions",
            summary = "An account's transactions, newest first",
            description =
                    "All, or those that every filter lets pass. Follow next until it is missing. Pages stay true while new transactions are booked: those come"
                            + " before the first page.")
    @ApiResponse(
            responseCode = "200",
            description = "Some transactions and the place of the next, older ones",
            headers =
                    @Header(
                            name = "Link",
                            description = "the same place, rel=next (RFC 8288)",
                            schema = @Schema(type = "string")))
    @ApiResponse(responseCode = "304", description = "As you know it from If-None-Match", content = @Content)
    @Parameter(
            name = "from",
            in = ParameterIn.QUERY,
            description = "first booking date",
            schema = @Schema(type = "string", format = "date"),
            example = "2023-06-01")
    @Parameter(
            name = "to",
            in = ParameterIn.QUERY,
            description = "last booking date",
            schema = @Schema(type = "string", format = "date"),
            example = "2023-06-30")
    @Parameter(
            name = "minAmount",
            in = ParameterIn.QUERY,
            description = "smallest amount, whatever its sign",
            schema = @Schema(type = "string"),
            example = "10.00")
    @Parameter(
            name = "maxAmount",
            in = ParameterIn.QUERY,
            description = "largest amount, whatever its sign",
            schema = @Schema(type = "string"),
            example = "99.99")
    @Parameter(
            name = "direction",
            in = ParameterIn.QUERY,
            schema =
                    @Schema(
                            type = "string",
                            allowableValues = {"received", "paid"}))
    @Parameter(
            name = "kind",
            in = ParameterIn.QUERY,
            description = "as kind in the answer",
            schema = @Schema(type = "string"),
            example = "transfer")
    @Parameter(
            name = "q",
            in = ParameterIn.QUERY,
            description = "words that the narrative holds, in any order",
            schema = @Schema(type = "string", maxLength = 100),
            example = "harbour")
    @Problems({
        ProblemCode.NOT_FOUND,
        ProblemCode.INVALID_PARAMETER,
        ProblemCode.INVALID_CURSOR,
        ProblemCode.UNKNOWN_VALUE,
        ProblemCode.INVALID_TIME,
        ProblemCode.INVALID_TEXT,
        ProblemCode.INVALID_AMOUNT,
        ProblemCode.AMOUNT_NEGATIVE,
        ProblemCode.AMOUNT_DECIMALS,
        ProblemCode.AMOUNT_TOO_LARGE,
        ProblemCode.SEVERAL_ERRORS
    })
    @GetMapping(path = "/{number}/transactions", produces = APPLICATION_JSON_VALUE)
    ResponseEntity<TransactionPage> transactions(
            @Parameter(description = "IBAN", example = "GB71VESP00000000000042") @PathVariable String number,
            @Parameter(
                            description = "how many, 1 to 200",
                            schema = @Schema(type = "integer", minimum = "1", maximum = "200", defaultValue = "50"))
                    @RequestParam(required = false)
                    @Nullable
                    String limit,
            @Parameter(description = "from the next link of the page before; opaque")
                    @RequestParam(required = false)
                    @Nullable
                    String cursor,
            @Parameter(description = "the ETag of what you have")
                    @RequestHeader(name = "If-None-Match", required = false)
                    @Nullable
                    String ifNoneMatch,
            HttpServletRequest request,
            Authentication caller) {
        int count = limit(limit);
        Account account = accounts.require(number, caller, request);
        TransactionPages.Page page = pages.page(account, count, cursor, request::getParameter);
        String next = page.next() == null
                ? null
                : "/v1/accounts/" + account.number() + "/transactions?limit=" + count + kept(request) + "&cursor="
                        + page.next();
        ResponseEntity.BodyBuilder response = ResponseEntity.ok();
        if (next != null) {
            response.header("Link", "<" + next + ">; rel=\"next\"");
        }
        return tagged(new TransactionPage(page.lines(), next), response, ifNoneMatch);
    }

    /** The answer with its ETag, or 304 if the caller has it. */
    private static <T> ResponseEntity<T> tagged(
            T answer, ResponseEntity.BodyBuilder response, @Nullable String ifNoneMatch) {
        String tag = EntityTag.of(answer);
        return EntityTag.isKnown(ifNoneMatch, tag)
                ? ResponseEntity.status(304).eTag(tag).build()
                : response.eTag(tag).body(answer);
    }

    /** The filter again, for the next page. */
    private static String kept(HttpServletRequest request) {
        return TransactionFilter.PARAMETERS.stream()
                .filter(name -> request.getParameter(name) != null)
                .map(name -> "&" + name + "=" + URLEncoder.encode(request.getParameter(name), StandardCharsets.UTF_8))
                .collect(Collectors.joining());
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
