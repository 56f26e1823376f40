package vesper.process;

import java.nio.file.Path;
import org.springdoc.core.configuration.SpringDocPageableConfiguration;
import org.springdoc.core.configuration.SpringDocSortConfiguration;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.actuate.autoconfigure.info.InfoContributorAutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.aop.AopAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.health.autoconfigure.application.SslHealthContributorAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceInitializationAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcClientAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcTemplateAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.ssl.SslMetricsAutoConfiguration;
import org.springframework.boot.micrometer.observation.autoconfigure.ScheduledTasksObservationAutoConfiguration;
import org.springframework.boot.persistence.autoconfigure.PersistenceExceptionTranslationAutoConfiguration;
import org.springframework.boot.security.autoconfigure.actuate.web.servlet.EndpointRequest;
import org.springframework.boot.transaction.autoconfigure.TransactionAutoConfiguration;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.web.SecurityFilterChain;
import vesper.bank.event.KafkaServers;
import vesper.reporting.signature.DocumentKey;

/**
 * What every process that stays has: a pool of connections, health that knows the database and Kafka, metrics, and nothing
 * open but what its own part opens. Its settings are in {@code application.properties}. What Boot would configure by itself and
 * nobody here uses is left out, for each start would pay for it: the code begins its transactions and asks the database through
 * {@link vesper.bank.Bank}, and nothing is proxied.
 */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration(
        exclude = {
            AopAutoConfiguration.class,
            DataSourceInitializationAutoConfiguration.class,
            InfoContributorAutoConfiguration.class,
            JdbcClientAutoConfiguration.class,
            JdbcTemplateAutoConfiguration.class,
            PersistenceExceptionTranslationAutoConfiguration.class,
            ScheduledTasksObservationAutoConfiguration.class,
            SpringDocPageableConfiguration.class,
            SpringDocSortConfiguration.class,
            SslHealthContributorAutoConfiguration.class,
            SslMetricsAutoConfiguration.class,
            TransactionAutoConfiguration.class
        })
class Surroundings {
    @Bean
    KafkaServers kafkaServers(@Value("${vesper.kafka}") String bootstrapServers) {
        return KafkaServers.of(bootstrapServers, System.getenv());
    }

    @Bean
    KafkaHealth kafkaHealthIndicator(KafkaServers kafka) {
        return new KafkaHealth(kafka);
    }

    /** Only where errors are reported. */
    @Bean
    @ConditionalOnProperty("VESPER_SENTRY_DSN")
    ErrorReports errorReports(
            @Value("${VESPER_SENTRY_DSN}") String dsn,
            @Value("${VESPER_ENVIRONMENT:production}") String environment,
            @Value("${sun.java.command:}") String command) {
        return new ErrorReports(dsn, environment, command.replaceAll(" .*", "").replaceAll(".*\\.", ""));
    }

    /** Only where documents are signed. */
    @Bean
    @ConditionalOnProperty("VESPER_DOCUMENT_KEYSTORE")
    DocumentKey documentKey(
            @Value("${VESPER_DOCUMENT_KEYSTORE}") Path file, @Value("${document-keystore-password}") String password) {
        return DocumentKey.load(file, password.toCharArray());
    }

    /** Before the security filters, so that what they log bears the trace too. */
    @Bean
    FilterRegistrationBean<TraceFilter> traceFilter() {
        FilterRegistrationBean<TraceFilter> filter = new FilterRegistrationBean<>(new TraceFilter());
        filter.setOrder(Ordered.HIGHEST_PRECEDENCE + 10);
        return filter;
    }

    /** Health and metrics ask nobody who he is: their port is closed to all but the cluster's own programs. */
    @Bean
    @Order(Ordered.HIGHEST_PRECEDENCE)
    SecurityFilterChain managementChain(HttpSecurity http) {
        return http.securityMatcher(EndpointRequest.toAnyEndpoint())
                .authorizeHttpRequests(requests -> requests.anyRequest().permitAll())
                .sessionManagement(sessions -> sessions.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .requestCache(cache -> cache.disable())
                .build();
    }

    /** What no other chain covers is closed. */
    @Bean
    @Order(Ordered.LOWEST_PRECEDENCE)
    SecurityFilterChain closedChain(HttpSecurity http) {
        return http.authorizeHttpRequests(requests -> requests.anyRequest().denyAll())
                .requestCache(cache -> cache.disable())
                .build();
    }
}
