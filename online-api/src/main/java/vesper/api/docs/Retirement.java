package vesper.api.docs;

import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.headers.Header;
import io.swagger.v3.oas.models.media.StringSchema;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.lang.reflect.Method;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.springdoc.core.customizers.OperationCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Tells callers, and the OpenAPI document, which operations are {@link Retired}. */
@Configuration(proxyBeanMethods = false)
class Retirement implements WebMvcConfigurer {
    /** Where what changes is told. */
    private static final String CHANGELOG = "/docs";

    private final Map<Method, Optional<Headers>> known = new ConcurrentHashMap<>();

    /** As they stand in each answer of an operation. */
    private record Headers(String deprecation, String sunset, String link) {
        static Headers of(Retired retired) {
            String link = "<" + CHANGELOG + ">; rel=\"deprecation\"";
            return new Headers(
                    "@" + midnight(retired.since()).toEpochSecond(),
                    DateTimeFormatter.RFC_1123_DATE_TIME.format(midnight(retired.sunset())),
                    retired.successor().isEmpty()
                            ? link
                            : link + ", <" + retired.successor() + ">; rel=\"successor-version\"");
        }

        private static ZonedDateTime midnight(String day) {
            return LocalDate.parse(day).atStartOfDay(ZoneOffset.UTC);
        }
    }

    private Optional<Headers> headers(HandlerMethod method) {
        return known.computeIfAbsent(
                method.getMethod(),
                any -> Optional.ofNullable(method.getMethodAnnotation(Retired.class))
                        .map(Headers::of));
    }

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(new HandlerInterceptor() {
                    @Override
                    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
                        if (handler instanceof HandlerMethod method) {
                            headers(method).ifPresent(headers -> {
                                response.setHeader("Deprecation", headers.deprecation());
                                response.setHeader("Sunset", headers.sunset());
                                response.addHeader("Link", headers.link());
                            });
                        }
                        return true;
                    }
                })
                .addPathPatterns("/v1/**");
    }

    @Bean
    OperationCustomizer retiredOperations() {
        return (Operation operation, HandlerMethod method) -> {
            Retired retired = method.getMethodAnnotation(Retired.class);
            if (retired == null) {
                return operation;
            }
            Headers headers = Headers.of(retired);
            operation.setDeprecated(true);
            operation.addExtension("x-deprecated-since", retired.since());
            operation.addExtension("x-sunset", retired.sunset());
            operation.getResponses().forEach((status, response) -> {
                if (status.startsWith("2")) {
                    response.addHeaderObject("Deprecation", header("since when (RFC 9745)", headers.deprecation()));
                    response.addHeaderObject("Sunset", header("when it may be gone (RFC 8594)", headers.sunset()));
                }
            });
            return operation;
        };
    }

    private static Header header(String description, String example) {
        return new Header().description(description).schema(new StringSchema()).example(example);
    }
}
