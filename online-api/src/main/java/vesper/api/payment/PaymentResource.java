package vesper.api.payment;

import static org.springframework.http.MediaType.APPLICATION_JSON_VALUE;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
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
import org.springframework.web.context.request.async.DeferredResult;
import vesper.api.ApiSettings;
import vesper.api.field.JsonBody;
import vesper.api.identity.Scope;
import vesper.api.payment.PaymentIntake.Sender;
import vesper.api.payment.PaymentIntake.Submission;
import vesper.api.problem.ProblemCode;
import vesper.api.problem.ProblemException;
import vesper.bank.Bank;

/** {@code /v1/payments}: send a payment, follow it. */
@RestController
@RequestMapping("/v1/payments")
final class PaymentResource {
    private static final int MAX_KEY = 255;

    private final PaymentIntake intake;
    private final PaymentTracker tracker;
    private final Bank bank;
    private final int maxBody;
    private final Duration kafkaTimeout;

    PaymentResource(PaymentIntake intake, PaymentTracker tracker, Bank bank, ApiSettings settings) {
        this.intake = intake;
        this.tracker = tracker;
        this.bank = bank;
        maxBody = Math.toIntExact(settings.maxBody().toBytes());
        kafkaTimeout = settings.kafkaTimeout();
    }

    @PostMapping(consumes = APPLICATION_JSON_VALUE, produces = APPLICATION_JSON_VALUE)
    DeferredResult<ResponseEntity<PaymentAnswer>> submit(HttpServletRequest request, Authentication caller)
            throws IOException {
        String key = idempotencyKey(request);
        int waitSeconds = Preference.waitSeconds(request.getHeaders("Prefer"));
        PaymentRequest body = JsonBody.read(request, PaymentRequest.class, maxBody);
        Submission submission = intake.submit(new Sender(caller.getName(), mayBackdate(caller)), key, body);
        return answer(submission, waitSeconds);
    }

    @GetMapping(path = "/{id}", produces = APPLICATION_JSON_VALUE)
    PaymentAnswer find(@PathVariable String id, Authentication caller) {
        return uuid(id).flatMap(this::find)
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

    private DeferredResult<ResponseEntity<PaymentAnswer>> answer(Submission submission, int waitSeconds) {
        TrackedPayment payment = submission.payment();
        // The futures end earlier than this; it only bounds what a lost one could hold.
        DeferredResult<ResponseEntity<PaymentAnswer>> result =
                new DeferredResult<>(kafkaTimeout.plusSeconds(waitSeconds + 10L).toMillis());
        // Runs on the thread that completes the future; setting the result hands over to the server's own threads.
        var unused = payment.acknowledged()
                .thenCompose(accepted -> waitSeconds == 0
                        ? CompletableFuture.completedFuture(response(submission, accepted, null, 0))
                        : outcomeWithin(payment, waitSeconds)
                                .thenApply(
                                        outcome -> response(submission, accepted, outcome.orElse(null), waitSeconds)))
                .whenComplete((response, failure) -> {
                    if (failure == null) {
                        result.setResult(response);
                    } else {
                        result.setErrorResult(failure);
                    }
                });
        return result;
    }

    private static CompletableFuture<Optional<Outcome>> outcomeWithin(TrackedPayment payment, int seconds) {
        return payment.recorded()
                .thenApply(first -> Optional.ofNullable(payment.outcome()))
                .completeOnTimeout(Optional.empty(), seconds, TimeUnit.SECONDS);
    }

    private static ResponseEntity<PaymentAnswer> response(
            Submission submission, Accepted accepted, @Nullable Outcome outcome, int waitSeconds) {
        ResponseEntity.BodyBuilder response = ResponseEntity.status(outcome == null ? 202 : 200)
                .location(URI.create("/v1/payments/" + submission.payment().id()));
        if (waitSeconds > 0) {
            response.header("Preference-Applied", "wait=" + waitSeconds);
        }
        if (submission.repeated()) {
            response.header("Idempotent-Replayed", "true");
        }
        return response.body(PaymentAnswer.of(submission.payment(), accepted, outcome));
    }

    private static boolean mayBackdate(Authentication caller) {
        for (GrantedAuthority authority : caller.getAuthorities()) {
            if (Scope.PAYMENTS_HISTORY.authority().equals(authority.getAuthority())) {
                return true;
            }
        }
        return false;
    }

    private static @Nullable String idempotencyKey(HttpServletRequest request) {
        var keys = request.getHeaders("Idempotency-Key");
        if (!keys.hasMoreElements()) {
            return null;
        }
        String key = keys.nextElement();
        boolean printable =
                !key.isBlank() && key.length() <= MAX_KEY && key.chars().noneMatch(Character::isISOControl);
        if (!printable || keys.hasMoreElements()) {
            throw new ProblemException(
                    ProblemCode.INVALID_IDEMPOTENCY_KEY,
                    "Send one Idempotency-Key of 1 to " + MAX_KEY + " printable characters.");
        }
        return key;
    }

    private static Optional<UUID> uuid(String text) {
        try {
            return text.length() == 36 ? Optional.of(UUID.fromString(text)) : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
