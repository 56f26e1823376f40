package vesper.api.payment;

import static org.springframework.http.MediaType.APPLICATION_JSON_VALUE;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.headers.Header;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.security.SecurityRequirement;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.Optional;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.request.async.DeferredResult;
import vesper.api.ApiSettings;
import vesper.api.caller.Caller;
import vesper.api.docs.Problems;
import vesper.api.docs.TakesJson;
import vesper.api.field.IdempotencyKey;
import vesper.api.field.JsonBody;
import vesper.api.field.PathId;
import vesper.api.payment.PaymentIntake.Sender;
import vesper.api.payment.PaymentIntake.Submission;
import vesper.api.problem.ProblemCode;
import vesper.api.problem.ProblemException;
import vesper.bank.Bank;
import vesper.bank.payee.Payees.Payee;

/** {@code /v1/payees/{id}/payments}: a transfer to a payee, which goes the way of all payments. */
@RestController
@RequestMapping("/v1/payees/{id}/payments")
@Tag(name = "Payees", description = "Whom you pay, with confirmation of their names.")
@SecurityRequirement(name = "oauth2", scopes = "payments:write")
final class PayeePaymentResource {
    private static final Duration SPARE = Duration.ofSeconds(10);

    private final PaymentIntake intake;
    private final Bank bank;
    private final int maxBody;
    private final Duration timeout;

    PayeePaymentResource(PaymentIntake intake, Bank bank, ApiSettings settings) {
        this.intake = intake;
        this.bank = bank;
        maxBody = Math.toIntExact(settings.maxBody().toBytes());
        timeout = settings.kafkaTimeout().plus(SPARE);
    }

    @Operation(
            operationId = "payPayee",
            summary = "Send a transfer to a payee",
            description = "Accepted once it is held durably; what becomes of it, read at its Location.",
            requestBody =
                    @RequestBody(
                            required = true,
                            content =
                                    @Content(
                                            mediaType = APPLICATION_JSON_VALUE,
                                            schema = @Schema(implementation = PayeePaymentRequest.class))))
    @Parameter(
            in = ParameterIn.HEADER,
            name = "Idempotency-Key",
            description = "your own name for this payment, as with all payments",
            schema = @Schema(type = "string", minLength = 1, maxLength = 255),
            example = "order-2023-118")
    @ApiResponse(
            responseCode = "202",
            description = "Accepted; the outcome follows",
            headers = {
                @Header(name = "Location", description = "the payment", schema = @Schema(type = "string")),
                @Header(
                        name = "Idempotent-Replayed",
                        description = "true, if the payment was sent before",
                        schema = @Schema(type = "string"))
            })
    @TakesJson
    @Problems({
        ProblemCode.INVALID_IDEMPOTENCY_KEY,
        ProblemCode.NOT_FOUND,
        ProblemCode.MISSING_FIELD,
        ProblemCode.INVALID_TEXT,
        ProblemCode.INVALID_ACCOUNT,
        ProblemCode.INVALID_AMOUNT,
        ProblemCode.AMOUNT_NOT_POSITIVE,
        ProblemCode.AMOUNT_DECIMALS,
        ProblemCode.AMOUNT_TOO_LARGE,
        ProblemCode.UNKNOWN_CURRENCY,
        ProblemCode.CURRENCY_MISMATCH,
        ProblemCode.UNKNOWN_ACCOUNT,
        ProblemCode.SAME_ACCOUNT,
        ProblemCode.ACCOUNT_FROZEN,
        ProblemCode.ACCOUNT_CLOSED,
        ProblemCode.ACCOUNT_NOT_PAYABLE,
        ProblemCode.INSUFFICIENT_RIGHTS,
        ProblemCode.FRESH_SIGN_IN_NEEDED,
        ProblemCode.IDEMPOTENCY_KEY_REUSED,
        ProblemCode.SEVERAL_ERRORS,
        ProblemCode.BACKLOG_FULL,
        ProblemCode.BANK_NOT_OPEN
    })
    @PostMapping(consumes = APPLICATION_JSON_VALUE, produces = APPLICATION_JSON_VALUE)
    DeferredResult<ResponseEntity<PaymentAnswer>> submit(
            @Parameter(schema = @Schema(type = "string", format = "uuid")) @PathVariable String id,
            HttpServletRequest request,
            Authentication caller) {
        String key = IdempotencyKey.of(request);
        PayeePaymentRequest body = JsonBody.read(request, PayeePaymentRequest.class, maxBody);
        PaymentRequest transfer = transfer(body, payee(id, Caller.of(caller)));
        Sender sender = PaymentResource.sender(caller, request);
        Submission submission = intake.submit(sender, key, intake.check(transfer));
        PaymentResource.note(request, sender, submission);
        return Answers.later(
                submission
                        .payment()
                        .acknowledged()
                        .thenApply(accepted -> PaymentResource.response(submission, accepted, null, Preference.NONE)),
                timeout);
    }

    private Payee payee(String id, Caller caller) {
        return Optional.ofNullable(caller.customerId())
                .flatMap(customer ->
                        PathId.uuid(id).flatMap(uuid -> bank.payees().find(customer, uuid)))
                .orElseThrow(() -> new ProblemException(
                        ProblemCode.NOT_FOUND, "You have no payee with this id; ids are those of the list."));
    }

    private static PaymentRequest transfer(PayeePaymentRequest body, Payee payee) {
        return new PaymentRequest(
                "transfer",
                null,
                body.from(),
                payee.number(),
                null,
                null,
                body.amount(),
                body.currency(),
                null,
                body.reference(),
                null,
                null,
                null,
                null,
                null,
                null);
    }
}
