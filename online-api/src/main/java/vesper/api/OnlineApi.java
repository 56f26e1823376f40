package vesper.api;

import javax.sql.DataSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.FilterType;
import org.springframework.context.annotation.PropertySource;
import vesper.api.problem.RejectedRequests;
import vesper.bank.Bank;
import vesper.reporting.Reporting;
import vesper.reporting.signature.DocumentKey;
import vesper.reporting.statement.Letterhead;

/**
 * The online API as a part of a Spring Boot web application: import it, give it a {@link DataSource} and the settings of
 * {@link ApiSettings}. It serves {@code /v1}, {@code /oauth2}, {@code /sign-in}, {@code /personal-data}, {@code /openapi} and {@code /docs}, each behind
 * a filter chain of its own; paths of other modules are theirs to protect. {@link Services} says which parts of it.
 */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ApiSettings.class)
@PropertySource("classpath:vesper/api/defaults.properties")
@ComponentScan(
        basePackageClasses = OnlineApi.class,
        excludeFilters = {
            @ComponentScan.Filter(
                    type = FilterType.ASSIGNABLE_TYPE,
                    classes = {OnlineApi.class, OnlineApiApplication.class}),
            @ComponentScan.Filter(type = FilterType.CUSTOM, classes = Services.NotAskedFor.class)
        })
public class OnlineApi {
    @Bean
    @ConditionalOnMissingBean
    Bank bank(DataSource dataSource) {
        return new Bank(dataSource);
    }

    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> rejectedRequests() {
        return server -> server.addContextCustomizers(
                context -> context.getParent().getPipeline().addValve(new RejectedRequests()));
    }

    @Bean
    @ConditionalOnMissingBean
    Reporting reporting(Bank bank, ObjectProvider<DocumentKey> key) {
        return new Reporting(bank, Letterhead.vesper(), key.getIfAvailable());
    }
}
