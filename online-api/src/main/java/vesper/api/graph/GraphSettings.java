package vesper.api.graph;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Limits of queries, prefix {@code vesper.api.graph}.
 *
 * @param maxDepth how deep a query may go; the schema itself goes five deep, and the usual question for the schema needs 15
 * @param maxCost what a query may cost: a field is 1, a list as often as it may be long, a search in the books 10 more
 * @param introspection whether callers may ask for the schema
 */
@ConfigurationProperties("vesper.api.graph")
record GraphSettings(
        @DefaultValue("15") int maxDepth,
        @DefaultValue("5000") int maxCost,
        @DefaultValue("true") boolean introspection) {

    GraphSettings {
        if (maxDepth < 5 || maxDepth > 50 || maxCost < 100 || maxCost > 100_000) {
            throw new IllegalArgumentException(
                    "vesper.api.graph.max-depth must be from 5 to 50, and max-cost from 100 to 100000");
        }
    }
}
