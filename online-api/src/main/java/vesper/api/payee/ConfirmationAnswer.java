package vesper.api.payee;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** How a name compares with that of an account's holder. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "NameConfirmation", description = "How a name compares with that of an account's holder.")
record ConfirmationAnswer(
        @Schema(
                description =
                        "match: the same but for case, accents, titles and order; close_match: a slip of the pen, an initial, a middle"
                                + " name",
                allowableValues = {"match", "close_match", "no_match"})
        String result,

        @Schema(description = "the holder's name, for close_match", example = "Ada Nilsson") @Nullable
        String name) {

    /** Without its contents: they are personal. */
    @Override
    public String toString() {
        return "ConfirmationAnswer";
    }
}
