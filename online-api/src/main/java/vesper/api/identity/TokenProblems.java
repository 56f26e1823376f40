package vesper.api.identity;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.server.resource.web.BearerTokenAuthenticationEntryPoint;
import org.springframework.security.oauth2.server.resource.web.access.BearerTokenAccessDeniedHandler;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.access.AccessDeniedHandler;
import vesper.api.problem.ProblemCode;
import vesper.api.problem.ProblemException;
import vesper.api.problem.ProblemWriter;

/** Answers for a missing or bad token (401) and a missing scope (403): the header of RFC 6750 and a problem document. */
final class TokenProblems implements AuthenticationEntryPoint, AccessDeniedHandler {
    private final BearerTokenAuthenticationEntryPoint unauthenticated = new BearerTokenAuthenticationEntryPoint();
    private final BearerTokenAccessDeniedHandler denied = new BearerTokenAccessDeniedHandler();

    @Override
    public void commence(
            HttpServletRequest request, HttpServletResponse response, AuthenticationException authException)
            throws IOException {
        unauthenticated.commence(request, response, authException);
        ProblemWriter.write(
                response,
                new ProblemException(
                        ProblemCode.UNAUTHENTICATED,
                        "Get an access token at /oauth2/token and send it as Authorization: Bearer; the one sent, if any, is not"
                                + " valid or has expired."));
    }

    @Override
    public void handle(
            HttpServletRequest request, HttpServletResponse response, AccessDeniedException accessDeniedException)
            throws IOException {
        denied.handle(request, response, accessDeniedException);
        ProblemWriter.write(
                response,
                new ProblemException(
                        ProblemCode.MISSING_SCOPE,
                        "Ask for the scope that /docs names for this operation when you get the token."));
    }
}
