package vesper.api.graph;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A query, unchecked. */
@Schema(description = "A GraphQL query.")
record GraphRequest(
        @Schema(
                requiredMode = Schema.RequiredMode.REQUIRED,
                description = "the document, of at most 16,000 characters",
                example = "query ($number: String!) { account(number: $number) { balance currency } }")
        @Nullable
        String query,

        @Schema(description = "which of the document's queries, if it has several") @Nullable
        String operationName,

        @Schema(
                description = "values of the query's variables by name",
                example = "{\"number\": \"GB71VESP00000000000042\"}")
        @Nullable
        Map<String, @Nullable Object> variables) {

    /** Without its contents: they are personal. */
    @Override
    public String toString() {
        return "GraphRequest";
    }
}
