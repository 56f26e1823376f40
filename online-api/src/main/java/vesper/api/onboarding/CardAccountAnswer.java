package vesper.api.onboarding;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;
import vesper.api.problem.FieldError;

/** What became of one card account that was asked for. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@Schema(description = "What became of one card account that was asked for.")
record CardAccountAnswer(
        @Schema(
                description = "opened now, known from before (nothing was changed), or rejected",
                allowableValues = {"opened", "known", "rejected"},
                example = "opened")
        String status,

        @Schema(description = "IBAN of the card's account", example = "GB71VESP00000000000042") @Nullable
        String account,

        @Schema(description = "last four digits of the card", example = "7899") @Nullable
        String cardLast4,

        @Schema(description = "what is wrong, for rejected") List<FieldError> errors) {

    /** The answers of a batch, in the order of the request. */
    @Schema(name = "CardAccountBatchAnswer", description = "The answers, in the order of the request.")
    record Batch(List<CardAccountAnswer> cardAccounts) {}

    static CardAccountAnswer rejected(List<FieldError> errors) {
        return new CardAccountAnswer("rejected", null, null, errors);
    }
}
