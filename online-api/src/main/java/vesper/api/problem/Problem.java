package vesper.api.problem;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A problem document (RFC 9457). {@code type} is {@code urn:vesper:problem:} and the code.
 *
 * @param detail what happened this time and what to do; never holds card numbers or other values that were sent
 * @param errors the fields that are wrong; empty if the problem is not in fields
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@Schema(description = "A problem document (RFC 9457). Depend on status and code, not on the words.")
public record Problem(
        @Schema(example = "urn:vesper:problem:unknown_card") String type,
        @Schema(example = "A card is not known") String title,
        @Schema(example = "422") int status,

        @Schema(example = "unknown_card", description = "stable code")
        String code,

        @Schema(example = "card: no card of this bank has this number; register it first or correct the number")
        String detail,

        @Nullable List<FieldError> errors) {

    static final String MEDIA_TYPE = "application/problem+json";

    public Problem(ProblemCode code, String detail, List<FieldError> errors) {
        this("urn:vesper:problem:" + code.code(), code.title(), code.status(), code.code(), detail, errors);
    }
}
