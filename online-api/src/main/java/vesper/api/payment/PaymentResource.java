package vesper.api.payment;

import static org.springframework.http.MediaType.APPLICATION_JSON_VALUE;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.headers.Header;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.ExampleObject;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.security.SecurityRequirement;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import vesper.api.ApiSettings;
import vesper.api.audit.AuditTrail;
import vesper.api.caller.Caller;
import vesper.api.caller.Scope;
import vesper.api.docs.Problems;
import vesper.api.field.IdempotencyKey;
import vesper.api.field.JsonBody;
import vesper.api.field.PathId;
import vesper.api.payment.PaymentIntake.Sender;
import vesper.api.payment.PaymentIntake.Submission;
import vesper.api.problem.ProblemCode;
import vesper.api.problem.ProblemException;
import vesper.bank.Bank;

/** {@code /v1/payments}: send a payment, follow it. */
@RestController
@RequestMapping("/v1/payments")
@Tag(name = "Payments", description = "Card payments, transfers and deposits.")
@SecurityRequirement(name = "oauth2", scopes = "payments:write")
final class PaymentResource {
    private static final String CARD_PAYMENT = """
            {"type": "card_payment", "card": "4000001234567899", "merchant": "Harbour Books", "category": "shopping_pos",
             "amount": "12.34", "currency": "USD", "time": "2023-06-05T10:00:00Z"}""";
    private static final String TRANSFER = """
            {"type": "transfer", "from": "GB71VESP00000000000042", "to": "GB44VESP00000000000043", "amount": "250.00",
             "currency": "USD", "reference": "Invoice 2023-118"}""";
    private static final String DEPOSIT = """
            {"type": "deposit", "to": "GB71VESP00000000000042", "amount": "1000.00", "currency": "USD"}""";

    private final Answers answers = new Answers();
    private final PaymentIntake intake;
    private final PaymentTracker tracker;
    private final Bank bank;
    private final int maxBody;
    private final Duration kafkaTimeout;
    private final Waits waits;

    PaymentResource(PaymentIntake intake, PaymentTracker tracker, Bank bank, ApiSettings settings, Waits waits) {
        this.waits = waits;
        this.intake = intake;
        this.tracker = tracker;
        this.bank = bank;
        maxBody = Math.toIntExact(settings.maxBody().toBytes());
        kafkaTimeout = settings.kafkaTimeout();
    }

    @Operation(
            operationId = "submitPayment",
            summary = "Send a payment",
            description =
                    "Accepted once it is held durably. The scope payments:history lifts the limit of 60 days on how old"
                            + " a payment may be.",
            requestBody =
                    @RequestBody(
                            required = true,
                            content =
                                    @Content(
                                            mediaType = APPLICATION_JSON_VALUE,
                                            schema = @Schema(implementation = PaymentRequest.class),
                                            examples = {
                                                @ExampleObject(name = "card_payment", value = CARD_PAYMENT),
                                                @ExampleObject(name = "transfer", value = TRANSFER),
                                                @ExampleObject(name = "deposit", value = DEPOSIT)
                                            })))
    @Parameter(
            in = ParameterIn.HEADER,
            name = "Idempotency-Key",
            description =
                    "your own name for this payment, 1 to 255 printable characters; the same key with the same request has"
                            + " one effect",
            schema = @Schema(type = "string", minLength = 1, maxLength = 255),
            example = "order-2023-118")
    @Parameter(
            in = ParameterIn.HEADER,
            name = "Prefer",
            description =
                    "wait=N waits up to N seconds, at most 30, for the outcome; respond-async does not wait, and with wait=N no longer"
                            + " than that (RFC 7240). A caller who waits for very many outcomes at once is not kept waiting for more",
            schema = @Schema(type = "string"),
            example = "respond-async, wait=10")
    @ApiResponse(
            responseCode = "202",
            description = "Accepted; the outcome follows",
            content =
                    @Content(
                            mediaType = APPLICATION_JSON_VALUE,
                            schema = @Schema(implementation = PaymentAnswer.class)),
            headers = {
                @Header(name = "Location", description = "the payment", schema = @Schema(type = "string")),
                @Header(
                        name = "Preference-Applied",
                        description = "respond-async if it was asked for; wait=N, if it was and the time ran out",
                        schema = @Schema(type = "string")),
                @Header(
                        name = "Idempotent-Replayed",
                        description = "true, if the payment was sent before",
                        schema = @Schema(type = "string"))
            })
    @ApiResponse(
            responseCode = "200",
            description = "The outcome, if it was waited for",
            content =
                    @Content(
                            mediaType = APPLICATION_JSON_VALUE,
                            schema = @Schema(implementation = PaymentAnswer.class)),
            headers = {
                @Header(name = "Location", description = "the payment", schema = @Schema(type = "string")),
                @Header(name = "Preference-Applied", description = "wait=N", schema = @Schema(type = "string")),
                @Header(
                        name = "Idempotent-Replayed",
                        description = "true, if the payment was sent before",
                        schema = @Schema(type = "string"))
            })
    @Problems({
        ProblemCode.MALFORMED_JSON,
        ProblemCode.UNKNOWN_FIELD,
        ProblemCode.WRONG_TYPE,
        ProblemCode.INVALID_IDEMPOTENCY_KEY,
        ProblemCode.BODY_TOO_LARGE,
        ProblemCode.UNSUPPORTED_MEDIA_TYPE,
        ProblemCode.MISSING_FIELD,
        ProblemCode.FIELD_NOT_ALLOWED,
        ProblemCode.UNKNOWN_VALUE,
        ProblemCode.INVALID_TEXT,
        ProblemCode.INVALID_NUMBER,
        ProblemCode.INVALID_CARD,
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
        ProblemCode.UNKNOWN_CARD,
        ProblemCode.SAME_ACCOUNT,
        ProblemCode.ACCOUNT_FROZEN,
        ProblemCode.ACCOUNT_CLOSED,
        ProblemCode.ACCOUNT_NOT_PAYABLE,
        ProblemCode.INSUFFICIENT_RIGHTS,
        ProblemCode.CARD_BLOCKED,
        ProblemCode.FRESH_SIGN_IN_NEEDED,
        ProblemCode.IDEMPOTENCY_KEY_REUSED,
        ProblemCode.SEVERAL_ERRORS,
        ProblemCode.UNAVAILABLE,
        ProblemCode.BACKLOG_FULL,
        ProblemCode.BANK_NOT_OPEN
    })
    @PostMapping(consumes = APPLICATION_JSON_VALUE, produces = APPLICATION_JSON_VALUE)
    Object submit(HttpServletRequest request, Authentication caller) {
        String key = IdempotencyKey.of(request);
        Preference preference = Preference.of(request.getHeaders("Prefer"));
        PaymentRequest body = JsonBody.read(request, PaymentRequest.class, maxBody);
        Sender sender = sender(caller, request);
        Submission submission = intake.submit(sender, key, intake.check(body));
        note(request, sender, submission);
        return answer(submission, preference, caller.getName());
    }

    /**
     * Has the audit log name the account of what a customer sends. What clients send is by far the most, and each payment names its
     * client and its accounts itself.
     */
    static void note(HttpServletRequest request, Sender sender, Submission submission) {
        Long account = submission.account();
        if (sender.customerId() != null && account != null) {
            AuditTrail.about(request, account);
        }
    }

    @Operation(operationId = "getPayment", summary = "Where a payment of yours stands")
    @ApiResponse(responseCode = "200", description = "Where it stands")
    @Problems({ProblemCode.NOT_FOUND})
    @GetMapping(path = "/{id}", produces = APPLICATION_JSON_VALUE)
    PaymentAnswer find(
            @Parameter(schema = @Schema(type = "string", format = "uuid")) @PathVariable String id,
            Authentication caller) {
        return PathId.uuid(id)
                .flatMap(this::find)
                .filter(payment -> payment.clientId().equals(caller.getName()))
                .map(payment -> PaymentAnswer.of(payment, payment.acknowledged().join(), payment.outcome()))
                .orElseThrow(() -> new ProblemException(
                        ProblemCode.NOT_FOUND,
                        "You have sent no payment with this id; ids are those of the Location header."));
    }

    /** The tracker if it knows the outcome, else the database, else the tracker: a payment that is on its way. */
    private Optional<TrackedPayment> find(UUID id) {
        Optional<TrackedPayment> tracked = tracker.find(id);
        if (tracked.isPresent() && tracked.get().outcome() != null) {
            return tracked;
        }
        Optional<TrackedPayment> recorded =
                bank.payments().recorded(List.of(id)).stream().findFirst().map(TrackedPayment::of);
        return recorded.or(() -> tracked.filter(payment ->
                payment.acknowledged().isDone() && !payment.acknowledged().isCompletedExceptionally()));
    }

    private Object answer(Submission submission, Preference preference, String caller) {
        TrackedPayment payment = submission.payment();
        // The futures end earlier than this; it only bounds what a lost one could hold.
        Duration limit = kafkaTimeout.plusSeconds(preference.waitSeconds() + 10L);
        if (preference.waitSeconds() == 0) {
            return answers.soon(
                    payment.acknowledged().thenApply(accepted -> response(submission, accepted, null, preference)),
                    limit);
        }
        if (!waits.enter(caller)) {
            return answers.soon(
                    payment.acknowledged().thenApply(accepted -> response(submission, accepted, null, Preference.NONE)),
                    limit);
        }
        return Answers.later(
                payment.acknowledged()
                        .thenCompose(accepted -> outcomeWithin(payment, preference.waitSeconds())
                                .thenApply(outcome -> response(submission, accepted, outcome.orElse(null), preference)))
                        .whenComplete((answer, failure) -> waits.leave(caller)),
                limit);
    }

    private static CompletableFuture<Optional<Outcome>> outcomeWithin(TrackedPayment payment, int seconds) {
        return payment.recorded()
                .thenApply(first -> Optional.ofNullable(payment.outcome()))
                .completeOnTimeout(Optional.empty(), seconds, TimeUnit.SECONDS);
    }

    static ResponseEntity<PaymentAnswer> response(
            Submission submission, Accepted accepted, @Nullable Outcome outcome, Preference preference) {
        ResponseEntity.BodyBuilder response = ResponseEntity.status(outcome == null ? 202 : 200)
                .location(URI.create("/v1/payments/" + submission.payment().id()));
        String applied = preference.applied(outcome != null);
        if (applied != null) {
            response.header("Preference-Applied", applied);
        }
        if (submission.repeated() || submission.payment().repeated()) {
            response.header("Idempotent-Replayed", "true");
        }
        return response.body(PaymentAnswer.of(submission.payment(), accepted, outcome));
    }

    /** Who sends, from where, and whether with the right to send payments of long ago. */
    static Sender sender(Authentication caller, HttpServletRequest request) {
        boolean history = false;
        for (GrantedAuthority authority : caller.getAuthorities()) {
            history |= Scope.PAYMENTS_HISTORY.authority().equals(authority.getAuthority());
        }
        return new Sender(caller.getName(), history, Caller.of(caller), request.getRemoteAddr());
    }
}
