package vesper.api.identity;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.server.resource.BearerTokenErrors;
import org.springframework.security.oauth2.server.resource.web.BearerTokenResolver;

/**
 * The bearer token of a request, from the field {@code Authorization} and nowhere else (RFC 6750, section 2.1). Spring's own resolver
 * matches a regular expression against the token, which took a tenth of the time of a payment.
 */
final class BearerTokens implements BearerTokenResolver {
    private static final String SCHEME = "Bearer";
    private static final String MARKS = "-._~+/";

    /**
     * The token; null if the request has none.
     *
     * @throws OAuth2AuthenticationException if what follows the scheme is no token
     */
    @Override
    public @Nullable String resolve(HttpServletRequest request) {
        String field = request.getHeader(HttpHeaders.AUTHORIZATION);
        if (field == null || !field.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            return null;
        }
        int start = SCHEME.length() + 1;
        if (field.length() <= start || field.charAt(start - 1) != ' ' || !isToken(field, start)) {
            throw new OAuth2AuthenticationException(BearerTokenErrors.invalidToken("Bearer token is malformed"));
        }
        return field.substring(start);
    }

    /** {@code b64token}: at least one letter, digit or mark, and equals signs at the end only. */
    private static boolean isToken(String field, int start) {
        int end = field.length();
        while (end > start && field.charAt(end - 1) == '=') {
            end--;
        }
        for (int at = start; at < end; at++) {
            char c = field.charAt(at);
            boolean allowed =
                    isWithin(c, 'a', 'z') || isWithin(c, 'A', 'Z') || isWithin(c, '0', '9') || MARKS.indexOf(c) >= 0;
            if (!allowed) {
                return false;
            }
        }
        return end > start;
    }

    private static boolean isWithin(char c, char first, char last) {
        return c >= first && c <= last;
    }
}
