package vesper.api.graph;

import static org.springframework.http.MediaType.APPLICATION_JSON_VALUE;

import graphql.ErrorType;
import graphql.GraphQLError;
import graphql.introspection.Introspection;
import graphql.validation.ValidationError;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.ExampleObject;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.security.SecurityRequirement;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.springframework.context.annotation.Lazy;
import org.springframework.graphql.ExecutionGraphQlResponse;
import org.springframework.graphql.ExecutionGraphQlService;
import org.springframework.graphql.support.DefaultExecutionGraphQlRequest;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import vesper.api.ApiSettings;
import vesper.api.docs.Problems;
import vesper.api.docs.TakesJson;
import vesper.api.field.FieldChecks;
import vesper.api.field.JsonBody;
import vesper.api.problem.FieldError;
import vesper.api.problem.ProblemCode;
import vesper.api.problem.ProblemException;

/** {@code /v1/graphql}: many of the things that can be read, in one request. */
@RestController
@RequestMapping("/v1/graphql")
@Tag(name = "Accounts", description = "Balances and transactions of customers' accounts.")
@SecurityRequirement(name = "oauth2", scopes = "accounts:read")
final class GraphResource {
    private static final int MAX_QUERY = 16_000;
    private static final int MAX_NAME = 100;
    private static final int TOLD = 10;
    private static final String EXAMPLE = """
            {"query": "{ customer(reference: \\"C-1042\\") { accounts { number balance transactions(first: 3) { transactions \
            { bookingDate narrative amount } next } } } }"}""";

    private final ExecutionGraphQlService graph;
    private final GraphSettings settings;
    private final int maxBody;

    GraphResource(@Lazy ExecutionGraphQlService graph, GraphSettings settings, ApiSettings api) {
        this.graph = graph;
        this.settings = settings;
        maxBody = Math.toIntExact(api.maxBody().toBytes());
    }

    @Operation(
            operationId = "query",
            summary = "Read accounts, balances, transactions and payments by one GraphQL query",
            description =
                    "Gives what the other operations give, to who may read it. A query that does not fit the schema, or asks for too much, is"
                            + " refused as a whole; a field that cannot be given is null, and among the errors with a stable code. Ask for the"
                            + " schema by introspection. There are no mutations.",
            requestBody =
                    @RequestBody(
                            required = true,
                            content =
                                    @Content(
                                            mediaType = APPLICATION_JSON_VALUE,
                                            schema = @Schema(implementation = GraphRequest.class),
                                            examples = @ExampleObject(name = "customer", value = EXAMPLE))))
    @ApiResponse(responseCode = "200", description = "What the query found")
    @TakesJson
    @Problems({
        ProblemCode.MISSING_FIELD,
        ProblemCode.INVALID_TEXT,
        ProblemCode.SEVERAL_ERRORS,
        ProblemCode.INVALID_QUERY,
        ProblemCode.QUERY_TOO_LARGE
    })
    @PostMapping(consumes = APPLICATION_JSON_VALUE, produces = APPLICATION_JSON_VALUE)
    GraphAnswer query(HttpServletRequest request, Authentication caller) {
        GraphRequest body = JsonBody.read(request, GraphRequest.class, maxBody);
        FieldChecks fields = new FieldChecks();
        String query = body.query();
        if (query == null) {
            fields.error("query", ProblemCode.MISSING_FIELD, "is required");
        } else if (query.isBlank() || query.length() > MAX_QUERY) {
            fields.error("query", ProblemCode.INVALID_TEXT, "must have 1 to " + MAX_QUERY + " characters");
        }
        fields.optional("operationName", body.operationName(), MAX_NAME);
        fields.finish();
        return answer(execute(Objects.requireNonNull(query), body, request, caller));
    }

    /** Fields are looked up on this thread, one after the other. */
    private ExecutionGraphQlResponse execute(
            String query, GraphRequest body, HttpServletRequest request, Authentication caller) {
        DefaultExecutionGraphQlRequest execution = new DefaultExecutionGraphQlRequest(
                query,
                body.operationName(),
                body.variables() == null ? Map.of() : body.variables(),
                Map.of(),
                UUID.randomUUID().toString(),
                Locale.ROOT);
        execution.configureExecutionInput((input, builder) -> builder.graphQLContext(Map.of(
                        "authentication",
                        caller,
                        "request",
                        request,
                        Introspection.INTROSPECTION_DISABLED,
                        !settings.introspection()))
                .build());
        return Objects.requireNonNull(graph.execute(execution).block());
    }

    private static GraphAnswer answer(ExecutionGraphQlResponse response) {
        List<GraphQLError> errors = response.getExecutionResult().getErrors();
        Object data = response.getData();
        if (!response.getExecutionResult().isDataPresent() || data == null) {
            throw refused(errors);
        }
        return new GraphAnswer(
                data,
                errors.isEmpty()
                        ? null
                        : errors.stream().map(GraphResource::fault).toList());
    }

    private static GraphAnswer.Fault fault(GraphQLError error) {
        return new GraphAnswer.Fault(
                error.getMessage(),
                error.getPath() == null ? List.of() : error.getPath(),
                GraphAnswer.Extensions.of(error.getExtensions()));
    }

    /** Says where the query is wrong, and nothing of what was sent. */
    private static ProblemException refused(List<GraphQLError> errors) {
        if (errors.stream().anyMatch(error -> error.getErrorType() == ErrorType.ExecutionAborted)) {
            return new ProblemException(
                    ProblemCode.QUERY_TOO_LARGE, "Ask for fewer fields, shorter lists or less depth in one query.");
        }
        List<FieldError> faults = errors.stream()
                .limit(TOLD)
                .map(error -> new FieldError("query", ProblemCode.INVALID_QUERY, where(error)))
                .toList();
        return faults.size() == 1
                ? ProblemException.of(faults)
                : new ProblemException(
                        ProblemCode.INVALID_QUERY, "The query does not fit the schema in several places.");
    }

    private static String where(GraphQLError error) {
        String place = error.getLocations() == null || error.getLocations().isEmpty()
                ? "somewhere"
                : "line " + error.getLocations().get(0).getLine() + ", column "
                        + error.getLocations().get(0).getColumn();
        return "does not fit the schema at " + place + ": "
                + (error instanceof ValidationError invalid
                        ? String.valueOf(invalid.getValidationErrorType())
                        : String.valueOf(error.getErrorType()));
    }
}
