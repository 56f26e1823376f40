package vesper.api.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.servlet.http.HttpServletRequest;
import java.lang.reflect.Proxy;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.server.resource.web.BearerTokenResolver;
import org.springframework.security.oauth2.server.resource.web.DefaultBearerTokenResolver;

/** The same as Spring's resolver, for all that is a token and all that is none. */
class BearerTokensTest {
    private final BearerTokenResolver own = new BearerTokens();
    private final BearerTokenResolver springs = new DefaultBearerTokenResolver();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Bearer a",
                "bearer abc.DEF-0_9~+/",
                "BEARER abc==",
                "Basic YTpi",
                "Token x",
                "",
                "Bear x",
                "Negotiate"
            })
    void takesWhatSpringTakes(String field) {
        assertThat(own.resolve(request(field))).isEqualTo(springs.resolve(request(field)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Bearer",
                "Bearer ",
                "Bearer a b",
                "Bearer =",
                "Bearer a=b",
                "Bearer  a",
                "Bearer é",
                "Bearera",
                "Bearer a,b"
            })
    void refusesWhatSpringRefuses(String field) {
        assertThatThrownBy(() -> springs.resolve(request(field))).isInstanceOf(OAuth2AuthenticationException.class);
        assertThatThrownBy(() -> own.resolve(request(field))).isInstanceOf(OAuth2AuthenticationException.class);
    }

    @Test
    void requestWithoutTheFieldHasNoToken() {
        assertThat(own.resolve(request(null))).isNull();
    }

    /** A request of which nothing else is known. */
    private static HttpServletRequest request(@Nullable String field) {
        return (HttpServletRequest) Proxy.newProxyInstance(
                HttpServletRequest.class.getClassLoader(),
                new Class<?>[] {HttpServletRequest.class},
                (request, method, arguments) -> method.getName().equals("getHeader") ? field : null);
    }
}
