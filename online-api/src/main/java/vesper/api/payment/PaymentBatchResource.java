package vesper.api.payment;

import static org.springframework.http.MediaType.APPLICATION_JSON_VALUE;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.security.SecurityRequirement;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.request.async.DeferredResult;
import vesper.api.ApiSettings;
import vesper.api.docs.Problems;
import vesper.api.field.IdempotencyKey;
import vesper.api.field.JsonBody;
import vesper.api.payment.PaymentBatch.ItemAnswer;
import vesper.api.payment.PaymentIntake.Submission;
import vesper.api.problem.ProblemCode;
import vesper.api.problem.ProblemException;

/** {@code /v1/payments/batch}: sends many payments in one request, for callers that have many at hand. */
@RestController
@RequestMapping("/v1/payments/batch")
@Tag(name = "Payments")
@SecurityRequirement(name = "oauth2", scopes = "payments:write")
final class PaymentBatchResource {
    private final PaymentIntake intake;
    private final ApiSettings settings;

    PaymentBatchResource(PaymentIntake intake, ApiSettings settings) {
        this.intake = intake;
        this.settings = settings;
    }

    @Operation(
            operationId = "submitPayments",
            summary = "Send many payments",
            description =
                    "Up to 500 at a time, each on its own: what cannot be taken is answered with its problem and leaves the"
                            + " others untouched. Answered when all that are taken are held durably. Send the same request"
                            + " again if no answer came: each key has one effect.",
            requestBody =
                    @RequestBody(
                            required = true,
                            content =
                                    @Content(
                                            mediaType = APPLICATION_JSON_VALUE,
                                            schema = @Schema(implementation = PaymentBatch.class))))
    @ApiResponse(
            responseCode = "200",
            description = "One answer for each, in the order of the request",
            content =
                    @Content(
                            mediaType = APPLICATION_JSON_VALUE,
                            schema = @Schema(implementation = PaymentBatch.Answer.class)))
    @Problems({
        ProblemCode.MALFORMED_JSON,
        ProblemCode.UNKNOWN_FIELD,
        ProblemCode.WRONG_TYPE,
        ProblemCode.BODY_TOO_LARGE,
        ProblemCode.UNSUPPORTED_MEDIA_TYPE,
        ProblemCode.MISSING_FIELD,
        ProblemCode.TOO_MANY_ITEMS
    })
    @PostMapping(consumes = APPLICATION_JSON_VALUE, produces = APPLICATION_JSON_VALUE)
    DeferredResult<PaymentBatch.Answer> submit(HttpServletRequest request, Authentication caller) {
        PaymentBatch batch = JsonBody.read(
                request,
                PaymentBatch.class,
                Math.toIntExact(settings.maxBatchBody().toBytes()));
        List<PaymentBatch.@Nullable Item> items = JsonBody.items("payments", batch.payments(), settings.maxBatch());
        return answer(submit(PaymentResource.sender(caller, request), items));
    }

    /** One item by itself: a payment with its key, or what is wrong with it. */
    private record Checked(
            @Nullable String key,
            @Nullable CheckedPayment payment,
            @Nullable ProblemException problem) {}

    /** One future per item; it fails only with what is wrong on our side. */
    private List<CompletableFuture<ItemAnswer>> submit(
            PaymentIntake.Sender sender, List<PaymentBatch.@Nullable Item> items) {
        List<Checked> checked = items.stream().map(this::check).toList();
        intake.lookAhead(
                checked.stream().map(Checked::payment).filter(Objects::nonNull).toList());
        return checked.stream().map(item -> submit(sender, item)).toList();
    }

    private Checked check(PaymentBatch.@Nullable Item item) {
        try {
            if (item == null || item.idempotencyKey() == null) {
                throw ProblemException.of("idempotencyKey", ProblemCode.MISSING_FIELD, "is required");
            }
            String key = IdempotencyKey.check(item.idempotencyKey());
            if (item.payment() == null) {
                throw ProblemException.of("payment", ProblemCode.MISSING_FIELD, "is required");
            }
            return new Checked(key, intake.check(item.payment()), null);
        } catch (ProblemException e) {
            return new Checked(null, null, e);
        }
    }

    private CompletableFuture<ItemAnswer> submit(PaymentIntake.Sender sender, Checked item) {
        Submission submission;
        try {
            if (item.payment() == null) {
                throw Objects.requireNonNull(item.problem());
            }
            submission = intake.submit(sender, item.key(), item.payment());
        } catch (ProblemException e) {
            return CompletableFuture.completedFuture(ItemAnswer.refused(e.problem()));
        }
        TrackedPayment tracked = submission.payment();
        return tracked.acknowledged().handle((accepted, failure) -> {
            if (failure == null) {
                boolean replayed = submission.repeated() || tracked.repeated();
                return new ItemAnswer(
                        PaymentAnswer.of(tracked, accepted, tracked.outcome()), replayed ? true : null, null);
            }
            if (failure instanceof ProblemException problem) {
                return ItemAnswer.refused(problem.problem());
            }
            throw new CompletionException(failure);
        });
    }

    private DeferredResult<PaymentBatch.Answer> answer(List<CompletableFuture<ItemAnswer>> items) {
        return Answers.later(
                CompletableFuture.allOf(items.toArray(CompletableFuture[]::new))
                        .thenApply(done -> new PaymentBatch.Answer(
                                items.stream().map(CompletableFuture::join).toList())),
                settings.kafkaTimeout().plusSeconds(10));
    }
}
