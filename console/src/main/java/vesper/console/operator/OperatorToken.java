package vesper.console.operator;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.access.AccessDeniedHandler;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Lets a request in that bears the operators' token, or one of those who only look (RFC 6750), and answers the others with a problem
 * document (RFC 9457). Tokens are compared by their hashes in constant time.
 */
public final class OperatorToken extends OncePerRequestFilter implements AuthenticationEntryPoint, AccessDeniedHandler {
    /** The name under which the actions of the operators' token are noted. */
    public static final String NAME = "operator-api";

    private static final String VIEWER_NAME = "viewer-api";
    private static final String SCHEME = "Bearer ";

    private final byte @Nullable [] operator;
    private final byte @Nullable [] viewer;

    /**
     * Without a token nobody is let in as its bearer.
     *
     * @param operator whose bearer has the role {@code OPERATOR}
     * @param viewer whose bearer has the role {@code VIEWER}
     */
    public OperatorToken(@Nullable String operator, @Nullable String viewer) {
        this.operator = operator == null ? null : hash(operator);
        this.viewer = viewer == null ? null : hash(viewer);
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String header = request.getHeader(HttpHeaders.AUTHORIZATION);
        if (header != null && header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            byte[] given = hash(header.substring(SCHEME.length()).trim());
            if (operator != null && MessageDigest.isEqual(operator, given)) {
                letIn(NAME, "ROLE_OPERATOR");
            } else if (viewer != null && MessageDigest.isEqual(viewer, given)) {
                letIn(VIEWER_NAME, "ROLE_VIEWER");
            }
        }
        chain.doFilter(request, response);
    }

    private static void letIn(String name, String role) {
        SecurityContext context = SecurityContextHolder.createEmptyContext();
        context.setAuthentication(UsernamePasswordAuthenticationToken.authenticated(
                name, null, AuthorityUtils.createAuthorityList(role)));
        SecurityContextHolder.setContext(context);
    }

    @Override
    public void commence(HttpServletRequest request, HttpServletResponse response, AuthenticationException missing)
            throws IOException {
        response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer realm=\"vesper operator\"");
        new ProblemException(HttpStatus.UNAUTHORIZED, "unauthenticated", "the operator token is missing or wrong")
                .writeTo(response);
    }

    @Override
    public void handle(HttpServletRequest request, HttpServletResponse response, AccessDeniedException denied)
            throws IOException {
        new ProblemException(HttpStatus.FORBIDDEN, "forbidden", "the token does not allow this").writeTo(response);
    }

    private static byte[] hash(String token) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("the JVM has no SHA-256", e);
        }
    }
}
