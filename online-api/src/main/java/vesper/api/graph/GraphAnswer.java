package vesper.api.graph;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.media.ArraySchema;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a query found, and what of it could not be given. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@Schema(description = "What a query found, in the form of the query, and what of it could not be given.")
record GraphAnswer(
        @Schema(description = "null in the place of each field that is among the errors")
        Object data,

        @Schema(description = "missing if there are none") @Nullable
        List<Fault> errors) {

    /** Without its contents: they are personal. */
    @Override
    public String toString() {
        return "GraphAnswer";
    }

    /** A field that could not be given. */
    @Schema(name = "GraphError", description = "A field that could not be given.")
    record Fault(
            @Schema(
                    description = "for developers",
                    example = "This bank has no account with this number; check the IBAN.")
            String message,

            @ArraySchema(
                    arraySchema =
                            @Schema(description = "where in data the field is missing", example = "[\"account\"]"),
                    schema = @Schema(types = {"string", "integer"}))
            List<Object> path,

            Extensions extensions) {

        @Override
        public String toString() {
            return "GraphError";
        }
    }

    /** What programs may depend on. */
    @Schema(name = "GraphErrorExtensions", description = "What programs may depend on.")
    record Extensions(
            @Schema(description = "stable code, as in problem documents", example = "not_found")
            String code) {
        static Extensions of(@Nullable Map<String, Object> extensions) {
            return new Extensions(extensions == null ? "internal_error" : String.valueOf(extensions.get("code")));
        }
    }
}
