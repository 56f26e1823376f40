package vesper.api.session;

import io.lettuce.core.RedisURI;
import java.time.Duration;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnExpression;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.redis.connection.RedisConnectionFactory;
import org.springframework.data.redis.connection.lettuce.LettuceClientConfiguration;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;
import org.springframework.data.redis.core.RedisTemplate;
import org.springframework.data.redis.serializer.RedisSerializer;
import org.springframework.session.data.redis.RedisSessionRepository;
import org.springframework.session.web.http.CookieHttpSessionIdResolver;
import org.springframework.session.web.http.DefaultCookieSerializer;
import org.springframework.session.web.http.SessionRepositoryFilter;

/**
 * Sessions of browsers in Redis, where {@code vesper.sessions.redis} names one: whichever process answers knows who signed in, and a process
 * that starts again has lost none. Without it each process keeps its own in memory. Only paths with pages have sessions: the API is not
 * slowed down. While Redis cannot be reached those pages fail; nobody is signed in by mistake.
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnExpression("!'${vesper.sessions.redis:}'.isEmpty()")
public class SharedSessions {
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(2);
    /** Until somebody has signed in; then it is what the pages set. */
    private static final Duration IDLE = Duration.ofMinutes(30);

    @Bean
    LettuceConnectionFactory sessionConnections(@Value("${vesper.sessions.redis}") String redis) {
        return new LettuceConnectionFactory(
                LettuceConnectionFactory.createRedisConfiguration(RedisURI.create(redis)),
                LettuceClientConfiguration.builder()
                        .commandTimeout(LONGEST_WAIT)
                        .build());
    }

    @Bean
    FilterRegistrationBean<SessionRepositoryFilter<?>> sharedSessionFilter(RedisConnectionFactory sessionConnections) {
        RedisTemplate<String, Object> template = new RedisTemplate<>();
        template.setKeySerializer(RedisSerializer.string());
        template.setHashKeySerializer(RedisSerializer.string());
        template.setHashValueSerializer(new SessionAttributes());
        template.setConnectionFactory(sessionConnections);
        template.afterPropertiesSet();
        RedisSessionRepository sessions = new RedisSessionRepository(template);
        sessions.setRedisKeyNamespace("vesper");
        sessions.setDefaultMaxInactiveInterval(IDLE);

        DefaultCookieSerializer cookie = new DefaultCookieSerializer();
        cookie.setCookieName("vesper-session");
        CookieHttpSessionIdResolver ids = new CookieHttpSessionIdResolver();
        ids.setCookieSerializer(cookie);
        SessionRepositoryFilter<?> filter = new SessionRepositoryFilter<>(sessions);
        filter.setHttpSessionIdResolver(ids);
        FilterRegistrationBean<SessionRepositoryFilter<?>> registration = new FilterRegistrationBean<>(filter);
        registration.addUrlPatterns("/sign-in/*", "/oauth2/*", "/console/*", "/inbox/*");
        registration.setOrder(SessionRepositoryFilter.DEFAULT_ORDER);
        return registration;
    }
}
