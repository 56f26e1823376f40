package vesper.api.graph;

import graphql.GraphQLError;
import graphql.GraphqlErrorBuilder;
import graphql.schema.DataFetchingEnvironment;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.graphql.execution.DataFetcherExceptionResolverAdapter;
import vesper.api.problem.Problem;
import vesper.api.problem.ProblemCode;
import vesper.api.problem.ProblemException;

/** Gives a field that fails the code of its problem; what is not expected is logged with a reference, and nothing of it is shown. */
final class GraphErrors extends DataFetcherExceptionResolverAdapter {
    static final String CODE = "code";
    private static final Logger LOG = LoggerFactory.getLogger(GraphErrors.class);

    @Override
    protected GraphQLError resolveToSingleError(Throwable failure, DataFetchingEnvironment field) {
        if (failure instanceof ProblemException expected) {
            Problem problem = expected.problem();
            return error(field, problem.code(), problem.detail());
        }
        String reference = UUID.randomUUID().toString();
        LOG.error("a field of a query failed, reference {}", reference, failure);
        return error(
                field,
                ProblemCode.INTERNAL_ERROR.name().toLowerCase(Locale.ROOT),
                "It has been recorded under reference " + reference + ".");
    }

    private static GraphQLError error(DataFetchingEnvironment field, String code, String message) {
        return GraphqlErrorBuilder.newError(field)
                .message("%s", message)
                .extensions(Map.of(CODE, code))
                .build();
    }
}
