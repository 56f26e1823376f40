package vesper.api.limits;

import jakarta.servlet.DispatcherType;
import java.util.EnumSet;
import java.util.List;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.web.cors.CorsConfiguration;
import org.springframework.web.cors.UrlBasedCorsConfigurationSource;

/** Wires the limits. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(LimitSettings.class)
class Limits {
    @Bean
    Buckets limitBuckets(LimitSettings settings) {
        return settings.redis() == null ? new LocalBuckets() : new RedisBuckets(settings.redis());
    }

    /** Before all other filters, those of security as well; requests that go on later, on another thread, were counted. */
    @Bean
    FilterRegistrationBean<AddressLimit> addressLimit(Buckets limitBuckets, LimitSettings settings) {
        FilterRegistrationBean<AddressLimit> registration =
                new FilterRegistrationBean<>(new AddressLimit(new Admission(limitBuckets), settings));
        registration.addUrlPatterns(
                "/v1/*",
                "/oauth2/*",
                "/sign-in/*",
                "/personal-data/*",
                "/documents/*",
                "/openapi/*",
                "/openapi.yaml",
                "/docs/*",
                "/swagger-ui/*");
        registration.setDispatcherTypes(EnumSet.of(DispatcherType.REQUEST));
        registration.setOrder(Ordered.HIGHEST_PRECEDENCE + 10);
        return registration;
    }

    /** Part of the API's own security chain, where it is known who calls; not of the server's filters as well. */
    @Bean
    FilterRegistrationBean<ClientLimit> clientLimit(Buckets limitBuckets, LimitSettings settings) {
        FilterRegistrationBean<ClientLimit> registration =
                new FilterRegistrationBean<>(new ClientLimit(new Admission(limitBuckets), settings));
        registration.setEnabled(false);
        return registration;
    }

    /** Which web pages may call from a browser, and what they may send and read. */
    @Bean
    UrlBasedCorsConfigurationSource apiCors(LimitSettings settings) {
        CorsConfiguration pages = new CorsConfiguration();
        pages.setAllowedOrigins(settings.allowedOrigins());
        pages.setAllowedMethods(List.of("GET", "POST", "PUT", "DELETE"));
        pages.setAllowedHeaders(List.of(
                "Authorization",
                "Content-Type",
                "Idempotency-Key",
                "Prefer",
                "If-Match",
                "If-None-Match",
                "Last-Event-ID"));
        pages.setExposedHeaders(List.of(
                "Location",
                "Link",
                "ETag",
                "Retry-After",
                "RateLimit",
                "RateLimit-Policy",
                "Idempotent-Replayed",
                "Preference-Applied",
                "Deprecation",
                "Sunset"));
        UrlBasedCorsConfigurationSource source = new UrlBasedCorsConfigurationSource();
        source.registerCorsConfiguration("/v1/**", pages);
        return source;
    }
}
