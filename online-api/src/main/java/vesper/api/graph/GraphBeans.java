package vesper.api.graph;

import graphql.analysis.MaxQueryComplexityInstrumentation;
import graphql.analysis.MaxQueryDepthInstrumentation;
import java.util.List;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import org.springframework.core.io.ClassPathResource;
import org.springframework.graphql.ExecutionGraphQlService;
import org.springframework.graphql.data.method.annotation.support.AnnotatedControllerConfigurer;
import org.springframework.graphql.execution.DefaultExecutionGraphQlService;
import org.springframework.graphql.execution.GraphQlSource;

/** Wires the schema, what looks its fields up, and the limits of queries: with the first query, not with the start. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(GraphSettings.class)
class GraphBeans {
    @Bean
    @Lazy
    AnnotatedControllerConfigurer graphFields() {
        return new AnnotatedControllerConfigurer();
    }

    @Bean
    @Lazy
    ExecutionGraphQlService graphService(AnnotatedControllerConfigurer graphFields, GraphSettings settings) {
        GraphQlSource source = GraphQlSource.schemaResourceBuilder()
                .schemaResources(new ClassPathResource("vesper/api/graph/schema.graphqls"))
                .configureRuntimeWiring(graphFields)
                .exceptionResolvers(List.of(new GraphErrors()))
                .instrumentation(List.of(
                        new MaxQueryDepthInstrumentation(settings.maxDepth()),
                        new MaxQueryComplexityInstrumentation(settings.maxCost(), new QueryCost())))
                .build();
        return new DefaultExecutionGraphQlService(source);
    }
}
