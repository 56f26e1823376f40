package vesper.api.payment;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.media.ArraySchema;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;
import vesper.api.problem.Problem;

/** Many payments in one request, unchecked. */
@Schema(description = "Many payments, each on its own.")
record PaymentBatch(
        @ArraySchema(minItems = 1, maxItems = 500) @Nullable List<@Nullable Item> payments) {
    /** One payment with the key that a request of its own would carry as a header. */
    @Schema(description = "A payment and its idempotency key.")
    record Item(
            @Schema(
                    requiredMode = Schema.RequiredMode.REQUIRED,
                    description = "your own name for this payment, as the header Idempotency-Key of a single one",
                    minLength = 1,
                    maxLength = 255,
                    example = "order-2023-118")
            @Nullable
            String idempotencyKey,

            @Schema(requiredMode = Schema.RequiredMode.REQUIRED) @Nullable
            PaymentRequest payment) {}

    /** The answers, in the order of the request. */
    @Schema(description = "One answer for each payment, in the order of the request.")
    record Answer(List<ItemAnswer> payments) {}

    /**
     * What came of one payment: where it stands, or why it was not taken.
     *
     * @param replayed true if it was sent before, else null
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(
            description =
                    "Where the payment stands, or the problem that a request of its own would have been answered with.")
    record ItemAnswer(
            @Nullable PaymentAnswer payment,

            @Schema(description = "true, if the payment was sent before") @Nullable
            Boolean replayed,

            @Nullable Problem problem) {
        static ItemAnswer refused(Problem problem) {
            return new ItemAnswer(null, null, problem);
        }
    }
}
