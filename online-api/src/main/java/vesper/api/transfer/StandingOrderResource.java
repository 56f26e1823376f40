package vesper.api.transfer;

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
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import vesper.api.ApiSettings;
import vesper.api.caller.AccountRights;
import vesper.api.caller.Caller;
import vesper.api.command.Commands;
import vesper.api.command.EntityTag;
import vesper.api.docs.Idempotent;
import vesper.api.docs.Problems;
import vesper.api.docs.TakesJson;
import vesper.api.field.JsonBody;
import vesper.api.problem.ProblemCode;
import vesper.api.problem.ProblemException;
import vesper.bank.Bank;
import vesper.bank.account.Account;
import vesper.bank.transfer.StandingOrder;

/** {@code /v1/standing-orders}: transfers that a customer orders for later, once or again and again. */
@RestController
@RequestMapping("/v1/standing-orders")
@Tag(name = "Standing orders", description = "Transfers for a later date, once or again and again.")
@SecurityRequirement(name = "oauth2", scopes = "standing-orders")
final class StandingOrderResource {
    private static final int LISTED = 200;
    private static final String TAG = "to be sent as If-Match with a change";
    private static final String MATCH = "the ETag of what you have read";
    private static final String MATCH_EXAMPLE = "\"b2xkIG9yZGVy\"";

    private final Bank bank;
    private final StandingOrderDesk desk;
    private final AccountRights rights;
    private final Commands commands;
    private final int maxBody;

    StandingOrderResource(
            Bank bank, StandingOrderDesk desk, AccountRights rights, Commands commands, ApiSettings settings) {
        this.bank = bank;
        this.rights = rights;
        this.desk = desk;
        this.commands = commands;
        maxBody = Math.toIntExact(settings.maxBody().toBytes());
    }

    @Operation(
            operationId = "orderTransfer",
            summary = "Order a transfer for later",
            description = "Once, or again and again; each is booked by the close of its date, if there are funds.",
            requestBody =
                    @RequestBody(
                            required = true,
                            content =
                                    @Content(
                                            mediaType = APPLICATION_JSON_VALUE,
                                            schema = @Schema(implementation = StandingOrderRequest.class))))
    @ApiResponse(
            responseCode = "201",
            description = "Taken down",
            content =
                    @Content(
                            mediaType = APPLICATION_JSON_VALUE,
                            schema = @Schema(implementation = StandingOrderAnswer.class)),
            headers = @Header(name = "Location", description = "the order", schema = @Schema(type = "string")))
    @TakesJson
    @Idempotent
    @Problems({
        ProblemCode.INSUFFICIENT_RIGHTS,
        ProblemCode.MISSING_FIELD,
        ProblemCode.FIELD_NOT_ALLOWED,
        ProblemCode.UNKNOWN_VALUE,
        ProblemCode.INVALID_TEXT,
        ProblemCode.INVALID_NUMBER,
        ProblemCode.INVALID_ACCOUNT,
        ProblemCode.INVALID_TIME,
        ProblemCode.TIME_OUT_OF_RANGE,
        ProblemCode.INVALID_AMOUNT,
        ProblemCode.AMOUNT_NOT_POSITIVE,
        ProblemCode.AMOUNT_DECIMALS,
        ProblemCode.AMOUNT_TOO_LARGE,
        ProblemCode.UNKNOWN_CURRENCY,
        ProblemCode.CURRENCY_MISMATCH,
        ProblemCode.UNKNOWN_ACCOUNT,
        ProblemCode.SAME_ACCOUNT,
        ProblemCode.FRESH_SIGN_IN_NEEDED,
        ProblemCode.ACCOUNT_CLOSED,
        ProblemCode.SEVERAL_ERRORS,
        ProblemCode.BANK_NOT_OPEN
    })
    @PostMapping(consumes = APPLICATION_JSON_VALUE, produces = APPLICATION_JSON_VALUE)
    ResponseEntity<byte[]> add(HttpServletRequest request, Authentication authentication) {
        Caller caller = Caller.of(authentication);
        StandingOrderRequest body = JsonBody.read(request, StandingOrderRequest.class, maxBody);
        return commands.once(request, caller, body, () -> desk.add(body, caller));
    }

    @Operation(operationId = "listStandingOrders", summary = "Your standing orders")
    @ApiResponse(responseCode = "200", description = "Newest first, those that are over too")
    @GetMapping(produces = APPLICATION_JSON_VALUE)
    StandingOrderAnswer.All list(Authentication authentication) {
        Long customer = Objects.requireNonNull(Caller.of(authentication).customerId());
        List<Long> accounts =
                rights.accountsOf(customer).stream().map(Account::id).toList();
        return new StandingOrderAnswer.All(bank.standingOrders().ofAccounts(accounts, LISTED).stream()
                .map(desk::answer)
                .toList());
    }

    @Operation(operationId = "getStandingOrder", summary = "A standing order of yours, with its next dates")
    @ApiResponse(
            responseCode = "200",
            description = "The order",
            headers = @Header(name = "ETag", description = TAG, schema = @Schema(type = "string")))
    @Problems(ProblemCode.NOT_FOUND)
    @GetMapping(path = "/{id}", produces = APPLICATION_JSON_VALUE)
    ResponseEntity<StandingOrderAnswer> find(
            @Parameter(schema = @Schema(type = "string", format = "uuid")) @PathVariable String id,
            Authentication authentication) {
        return tagged(desk.require(id, Caller.of(authentication)));
    }

    @Operation(operationId = "listOccurrences", summary = "What became of the dates that are behind an order")
    @ApiResponse(responseCode = "200", description = "Newest first")
    @Problems(ProblemCode.NOT_FOUND)
    @GetMapping(path = "/{id}/occurrences", produces = APPLICATION_JSON_VALUE)
    OccurrenceAnswer.All occurrences(
            @Parameter(schema = @Schema(type = "string", format = "uuid")) @PathVariable String id,
            Authentication authentication) {
        StandingOrder order = desk.require(id, Caller.of(authentication));
        return new OccurrenceAnswer.All(bank.standingOrders().made(order, LISTED).stream()
                .map(OccurrenceAnswer::of)
                .toList());
    }

    @Operation(
            operationId = "changeStandingOrder",
            summary = "Change a standing order",
            description = "Amount, reference, end and what is done without funds, from the next date on.",
            requestBody =
                    @RequestBody(
                            required = true,
                            content =
                                    @Content(
                                            mediaType = APPLICATION_JSON_VALUE,
                                            schema = @Schema(implementation = StandingOrderChange.class))))
    @ApiResponse(
            responseCode = "200",
            description = "Changed",
            headers = @Header(name = "ETag", description = TAG, schema = @Schema(type = "string")))
    @TakesJson
    @Problems({
        ProblemCode.INSUFFICIENT_RIGHTS,
        ProblemCode.NOT_FOUND,
        ProblemCode.WRONG_STATE,
        ProblemCode.PRECONDITION_FAILED,
        ProblemCode.PRECONDITION_REQUIRED,
        ProblemCode.MISSING_FIELD,
        ProblemCode.FIELD_NOT_ALLOWED,
        ProblemCode.UNKNOWN_VALUE,
        ProblemCode.INVALID_TEXT,
        ProblemCode.INVALID_TIME,
        ProblemCode.TIME_OUT_OF_RANGE,
        ProblemCode.INVALID_AMOUNT,
        ProblemCode.AMOUNT_NOT_POSITIVE,
        ProblemCode.AMOUNT_DECIMALS,
        ProblemCode.AMOUNT_TOO_LARGE,
        ProblemCode.FRESH_SIGN_IN_NEEDED,
        ProblemCode.SEVERAL_ERRORS
    })
    @PutMapping(path = "/{id}", consumes = APPLICATION_JSON_VALUE, produces = APPLICATION_JSON_VALUE)
    ResponseEntity<StandingOrderAnswer> change(
            @Parameter(schema = @Schema(type = "string", format = "uuid")) @PathVariable String id,
            @Parameter(description = MATCH, example = MATCH_EXAMPLE)
                    @RequestHeader(name = "If-Match", required = false)
                    @Nullable
                    String ifMatch,
            HttpServletRequest request,
            Authentication authentication) {
        StandingOrderChange body = JsonBody.read(request, StandingOrderChange.class, maxBody);
        return changed(id, ifMatch, authentication, order -> desk.change(order, body, Caller.of(authentication)));
    }

    @Operation(
            operationId = "skipNextDate",
            summary = "Leave out the next date",
            description =
                    "It counts as one of the times of the order. A date whose transfer waits already is not skipped.")
    @ApiResponse(
            responseCode = "200",
            description = "Left out",
            headers = @Header(name = "ETag", description = TAG, schema = @Schema(type = "string")))
    @Problems({
        ProblemCode.INSUFFICIENT_RIGHTS,
        ProblemCode.NOT_FOUND,
        ProblemCode.WRONG_STATE,
        ProblemCode.PRECONDITION_FAILED,
        ProblemCode.PRECONDITION_REQUIRED
    })
    @PostMapping(path = "/{id}/skip", produces = APPLICATION_JSON_VALUE)
    ResponseEntity<StandingOrderAnswer> skip(
            @Parameter(schema = @Schema(type = "string", format = "uuid")) @PathVariable String id,
            @Parameter(description = MATCH, example = MATCH_EXAMPLE)
                    @RequestHeader(name = "If-Match", required = false)
                    @Nullable
                    String ifMatch,
            Authentication authentication) {
        return changed(id, ifMatch, authentication, desk::skip);
    }

    @Operation(
            operationId = "stopStandingOrder",
            summary = "End a standing order",
            description =
                    "No further date is made; a transfer that waits for funds is still tried. Ending it again has no further effect.")
    @ApiResponse(responseCode = "204", description = "Ended")
    @Problems({ProblemCode.INSUFFICIENT_RIGHTS, ProblemCode.NOT_FOUND, ProblemCode.PRECONDITION_FAILED})
    @DeleteMapping("/{id}")
    ResponseEntity<Void> stop(
            @Parameter(schema = @Schema(type = "string", format = "uuid")) @PathVariable String id,
            Authentication authentication) {
        StandingOrder order = desk.requireActing(id, Caller.of(authentication));
        if (order.next() != null && !bank.standingOrders().stop(order)) {
            throw movedOn();
        }
        return ResponseEntity.noContent().build();
    }

    private ResponseEntity<StandingOrderAnswer> changed(
            String id, @Nullable String ifMatch, Authentication authentication, Predicate<StandingOrder> change) {
        StandingOrder order = desk.requireActing(id, Caller.of(authentication));
        EntityTag.require(ifMatch, EntityTag.of(desk.answer(order)));
        if (!change.test(order)) {
            throw movedOn();
        }
        return tagged(bank.standingOrders().find(order.publicId()).orElseThrow());
    }

    private static ProblemException movedOn() {
        return new ProblemException(
                ProblemCode.PRECONDITION_FAILED, "It was changed or made just now: read it again, then decide.");
    }

    private ResponseEntity<StandingOrderAnswer> tagged(StandingOrder order) {
        StandingOrderAnswer answer = desk.answer(order);
        return ResponseEntity.ok().eTag(EntityTag.of(answer)).body(answer);
    }
}
