package vesper.api.dispute;

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
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import vesper.api.ApiSettings;
import vesper.api.caller.AccountRights;
import vesper.api.caller.Caller;
import vesper.api.caller.StepUp;
import vesper.api.command.Commands;
import vesper.api.command.Commands.Done;
import vesper.api.docs.Idempotent;
import vesper.api.docs.Problems;
import vesper.api.docs.TakesJson;
import vesper.api.field.FieldChecks;
import vesper.api.field.JsonBody;
import vesper.api.field.PathId;
import vesper.api.problem.ProblemCode;
import vesper.api.problem.ProblemException;
import vesper.bank.Bank;
import vesper.bank.holder.Rights;
import vesper.bank.payment.Disputes.Confirmed;
import vesper.bank.payment.Disputes.Dispute;
import vesper.bank.payment.Disputes.Reason;
import vesper.bank.payment.Payment;
import vesper.bank.payment.PaymentStatus;

/** {@code /v1/disputes}: the payer says that a payment was not the payer's, or not as it should have been, or that it was. */
@RestController
@RequestMapping("/v1/disputes")
@Tag(name = "Disputes", description = "Payments that their payers dispute.")
@SecurityRequirement(name = "oauth2", scopes = "disputes")
final class DisputeResource {
    private static final int NOTE = 1000;
    private static final int ID = 36;

    private final Bank bank;
    private final AccountRights rights;
    private final Commands commands;
    private final StepUp stepUp;
    private final int maxBody;

    DisputeResource(Bank bank, AccountRights rights, Commands commands, StepUp stepUp, ApiSettings settings) {
        this.bank = bank;
        this.rights = rights;
        this.commands = commands;
        this.stepUp = stepUp;
        maxBody = Math.toIntExact(settings.maxBody().toBytes());
    }

    @Operation(
            operationId = "disputePayment",
            summary = "Dispute a payment",
            description =
                    "With not_me, screening learns at once that the payment was fraud, and one that is under review is rejected. A payment"
                            + " has one dispute; who sends a second is answered with the first.",
            requestBody =
                    @RequestBody(
                            required = true,
                            content =
                                    @Content(
                                            mediaType = APPLICATION_JSON_VALUE,
                                            schema = @Schema(implementation = DisputeRequest.class))))
    @ApiResponse(
            responseCode = "201",
            description = "The dispute",
            content =
                    @Content(
                            mediaType = APPLICATION_JSON_VALUE,
                            schema = @Schema(implementation = DisputeAnswer.class)),
            headers = @Header(name = "Location", description = "the dispute", schema = @Schema(type = "string")))
    @TakesJson
    @Idempotent
    @Problems({
        ProblemCode.MISSING_FIELD,
        ProblemCode.UNKNOWN_VALUE,
        ProblemCode.UNKNOWN_PAYMENT,
        ProblemCode.INVALID_TEXT,
        ProblemCode.SEVERAL_ERRORS
    })
    @PostMapping(consumes = APPLICATION_JSON_VALUE, produces = APPLICATION_JSON_VALUE)
    ResponseEntity<byte[]> open(HttpServletRequest request, Authentication authentication) {
        Caller caller = Caller.of(authentication);
        DisputeRequest body = JsonBody.read(request, DisputeRequest.class, maxBody);
        return commands.once(request, caller, body, () -> open(body, caller));
    }

    private Done open(DisputeRequest body, Caller caller) {
        FieldChecks fields = new FieldChecks();
        Payment payment = payment(fields, body.payment(), caller);
        String written = fields.required("reason", body.reason(), ID);
        Reason reason = fields.oneOf("reason", written, Reason.NOT_ME);
        String note = fields.optionalLines("note", body.note(), NOTE);
        fields.finish();
        UUID id = Objects.requireNonNull(payment).id();
        Dispute dispute = bank.disputes().open(id, caller.name(), reason, note, Instant.now());
        return new Done(201, "/v1/disputes/" + dispute.id(), DisputeAnswer.of(dispute));
    }

    @Operation(
            operationId = "confirmPayment",
            summary = "Say that a payment was the payer's own",
            description =
                    "Screening learns that it was no fraud. A payment that is in_review with the reason confirmation_needed goes into the"
                            + " books when a customer confirms it who has just signed in. Any other under review, or confirmed by a"
                            + " program, stays there until the bank decides; who decides sees what the payer said.",
            requestBody =
                    @RequestBody(
                            required = true,
                            content =
                                    @Content(
                                            mediaType = APPLICATION_JSON_VALUE,
                                            schema = @Schema(implementation = ConfirmationRequest.class))))
    @ApiResponse(
            responseCode = "200",
            description = "It is known",
            content =
                    @Content(
                            mediaType = APPLICATION_JSON_VALUE,
                            schema = @Schema(implementation = ConfirmationAnswer.class)))
    @TakesJson
    @Idempotent
    @Problems({
        ProblemCode.FRESH_SIGN_IN_NEEDED,
        ProblemCode.MISSING_FIELD,
        ProblemCode.INVALID_TEXT,
        ProblemCode.UNKNOWN_PAYMENT
    })
    @PostMapping(path = "/confirmations", consumes = APPLICATION_JSON_VALUE, produces = APPLICATION_JSON_VALUE)
    ResponseEntity<byte[]> confirm(HttpServletRequest request, Authentication authentication) {
        Caller caller = Caller.of(authentication);
        ConfirmationRequest body = JsonBody.read(request, ConfirmationRequest.class, maxBody);
        return commands.once(request, caller, body, () -> confirm(body, caller));
    }

    private Done confirm(ConfirmationRequest body, Caller caller) {
        FieldChecks fields = new FieldChecks();
        Payment payment = payment(fields, body.payment(), caller);
        fields.finish();
        UUID id = Objects.requireNonNull(payment).id();
        if (payment.status() == PaymentStatus.IN_REVIEW) {
            stepUp.require(caller);
        }
        // A program may be the one that sent the payment: it cannot speak for the payer here.
        Confirmed confirmed = bank.disputes().confirm(id, caller.customerId() != null, Instant.now());
        return new Done(
                200,
                null,
                new ConfirmationAnswer(id.toString(), confirmed.since().toString(), confirmed.released()));
    }

    @Operation(operationId = "getDispute", summary = "A dispute")
    @ApiResponse(responseCode = "200", description = "The dispute")
    @Problems(ProblemCode.NOT_FOUND)
    @GetMapping(path = "/{id}", produces = APPLICATION_JSON_VALUE)
    DisputeAnswer find(
            @Parameter(schema = @Schema(type = "string", format = "uuid")) @PathVariable String id,
            Authentication authentication) {
        Caller caller = Caller.of(authentication);
        return PathId.uuid(id)
                .flatMap(bank.disputes()::find)
                .filter(dispute ->
                        payment(dispute.paymentId().toString(), caller).isPresent())
                .map(DisputeAnswer::of)
                .orElseThrow(() -> new ProblemException(
                        ProblemCode.NOT_FOUND,
                        "There is no dispute with this id; ids are those of the Location header."));
    }

    private @Nullable Payment payment(FieldChecks fields, @Nullable String written, Caller caller) {
        String id = fields.required("payment", written, ID);
        Optional<Payment> payment = id == null ? Optional.empty() : payment(id, caller);
        if (id != null && payment.isEmpty()) {
            fields.error("payment", ProblemCode.UNKNOWN_PAYMENT, "the payer has made no payment with this id");
        }
        return payment.orElse(null);
    }

    /** The payment, if the account that paid is one for which the caller may speak. */
    private Optional<Payment> payment(String id, Caller caller) {
        return PathId.uuid(id)
                .flatMap(bank.payments()::find)
                .filter(payment -> bank.accounts()
                        .byId(payment.debtorAccountId())
                        .filter(account -> rights.of(caller, account)
                                .filter(right -> right != Rights.VIEW_ONLY)
                                .isPresent())
                        .isPresent());
    }
}
