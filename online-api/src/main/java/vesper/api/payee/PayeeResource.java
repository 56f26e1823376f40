package vesper.api.payee;

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
import java.util.Objects;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import vesper.api.ApiSettings;
import vesper.api.caller.Caller;
import vesper.api.caller.StepUp;
import vesper.api.command.Commands;
import vesper.api.docs.Idempotent;
import vesper.api.docs.Problems;
import vesper.api.docs.TakesJson;
import vesper.api.field.JsonBody;
import vesper.api.problem.ProblemCode;
import vesper.bank.Bank;

/** {@code /v1/payees}: whom a customer pays. Payments to them are made beside all others, in {@code vesper.api.payment}. */
@RestController
@RequestMapping("/v1/payees")
@Tag(name = "Payees", description = "Whom you pay, with confirmation of their names.")
@SecurityRequirement(name = "oauth2", scopes = "payees")
final class PayeeResource {
    private static final int LISTED = 500;

    private final Bank bank;
    private final PayeeDesk desk;
    private final Commands commands;
    private final StepUp stepUp;
    private final int maxBody;

    PayeeResource(Bank bank, PayeeDesk desk, Commands commands, StepUp stepUp, ApiSettings settings) {
        this.bank = bank;
        this.desk = desk;
        this.commands = commands;
        this.stepUp = stepUp;
        maxBody = Math.toIntExact(settings.maxBody().toBytes());
    }

    @Operation(
            operationId = "confirmName",
            summary = "Whether a name is that of an account's holder",
            description =
                    "Ask before you pay somebody for the first time. Names may be asked after 50 times a day, those of payees that are"
                            + " added counted.",
            requestBody =
                    @RequestBody(
                            required = true,
                            content =
                                    @Content(
                                            mediaType = APPLICATION_JSON_VALUE,
                                            schema = @Schema(implementation = PayeeRequest.class))))
    @ApiResponse(responseCode = "200", description = "How the names compare")
    @TakesJson
    @Problems({
        ProblemCode.MISSING_FIELD,
        ProblemCode.INVALID_TEXT,
        ProblemCode.INVALID_ACCOUNT,
        ProblemCode.UNKNOWN_ACCOUNT,
        ProblemCode.ACCOUNT_CLOSED,
        ProblemCode.SEVERAL_ERRORS
    })
    @PostMapping(path = "/confirmations", consumes = APPLICATION_JSON_VALUE, produces = APPLICATION_JSON_VALUE)
    ConfirmationAnswer confirm(HttpServletRequest request, Authentication authentication) {
        return desk.confirm(customer(authentication), JsonBody.read(request, PayeeRequest.class, maxBody));
    }

    @Operation(
            operationId = "addPayee",
            summary = "Keep somebody whom you pay",
            description =
                    "You have one payee an account; adding the account again changes the name. You must have signed in minutes ago.",
            requestBody =
                    @RequestBody(
                            required = true,
                            content =
                                    @Content(
                                            mediaType = APPLICATION_JSON_VALUE,
                                            schema = @Schema(implementation = PayeeRequest.class))))
    @ApiResponse(
            responseCode = "201",
            description = "The payee, and how the name compares with the holder's",
            content =
                    @Content(mediaType = APPLICATION_JSON_VALUE, schema = @Schema(implementation = PayeeAnswer.class)),
            headers = @Header(name = "Location", description = "the payee", schema = @Schema(type = "string")))
    @TakesJson
    @Idempotent
    @Problems({
        ProblemCode.FRESH_SIGN_IN_NEEDED,
        ProblemCode.MISSING_FIELD,
        ProblemCode.INVALID_TEXT,
        ProblemCode.INVALID_ACCOUNT,
        ProblemCode.UNKNOWN_ACCOUNT,
        ProblemCode.ACCOUNT_CLOSED,
        ProblemCode.SEVERAL_ERRORS
    })
    @PostMapping(consumes = APPLICATION_JSON_VALUE, produces = APPLICATION_JSON_VALUE)
    ResponseEntity<byte[]> add(HttpServletRequest request, Authentication authentication) {
        PayeeRequest body = JsonBody.read(request, PayeeRequest.class, maxBody);
        Caller caller = Caller.of(authentication);
        return commands.once(request, caller, body, () -> {
            stepUp.require(caller);
            return desk.add(customer(authentication), body);
        });
    }

    @Operation(operationId = "listPayees", summary = "Your payees")
    @ApiResponse(responseCode = "200", description = "By name")
    @GetMapping(produces = APPLICATION_JSON_VALUE)
    PayeeAnswer.All list(Authentication authentication) {
        return new PayeeAnswer.All(bank.payees().ofCustomer(customer(authentication), LISTED).stream()
                .map(PayeeAnswer::of)
                .toList());
    }

    @Operation(operationId = "getPayee", summary = "A payee of yours")
    @ApiResponse(responseCode = "200", description = "The payee")
    @Problems(ProblemCode.NOT_FOUND)
    @GetMapping(path = "/{id}", produces = APPLICATION_JSON_VALUE)
    PayeeAnswer find(
            @Parameter(schema = @Schema(type = "string", format = "uuid")) @PathVariable String id,
            Authentication authentication) {
        return PayeeAnswer.of(desk.require(id, customer(authentication)));
    }

    @Operation(
            operationId = "removePayee",
            summary = "Forget a payee",
            description = "Standing orders and payments to the account stay as they are.")
    @ApiResponse(responseCode = "204", description = "Forgotten")
    @Problems(ProblemCode.NOT_FOUND)
    @DeleteMapping("/{id}")
    ResponseEntity<Void> remove(
            @Parameter(schema = @Schema(type = "string", format = "uuid")) @PathVariable String id,
            Authentication authentication) {
        long customer = customer(authentication);
        bank.payees().remove(customer, desk.require(id, customer).id());
        return ResponseEntity.noContent().build();
    }

    private static long customer(Authentication authentication) {
        return Objects.requireNonNull(Caller.of(authentication).customerId());
    }
}
