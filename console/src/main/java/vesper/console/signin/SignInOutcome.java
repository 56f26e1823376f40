package vesper.console.signin;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.authentication.AuthenticationFailureHandler;
import org.springframework.security.web.authentication.SavedRequestAwareAuthenticationSuccessHandler;
import org.springframework.stereotype.Component;
import vesper.console.ConsoleSettings;

/** Leads on after an attempt to sign in: to the page that was asked for, or back to the form with a message. */
@Component
public class SignInOutcome extends SavedRequestAwareAuthenticationSuccessHandler
        implements AuthenticationFailureHandler {
    private static final Logger LOG = LoggerFactory.getLogger(SignInOutcome.class);

    /** When the session's sign-in was, an instant. */
    static final String SIGNED_IN_AT = "vesper.console.signed-in-at";

    private final int idleSeconds;

    SignInOutcome(ConsoleSettings settings) {
        idleSeconds = (int) Math.min(Integer.MAX_VALUE, settings.idleTimeout().toSeconds());
        setDefaultTargetUrl("/console");
    }

    @Override
    public void onAuthenticationSuccess(
            HttpServletRequest request, HttpServletResponse response, Authentication authentication)
            throws ServletException, IOException {
        request.getSession().setMaxInactiveInterval(idleSeconds);
        request.getSession().setAttribute(SIGNED_IN_AT, Instant.now());
        LOG.info("{} signed in", authentication.getName());
        super.onAuthenticationSuccess(request, response, authentication);
    }

    /** Says the same whether the user or the password is unknown. What was typed is not logged: it may be a password. */
    @Override
    public void onAuthenticationFailure(
            HttpServletRequest request, HttpServletResponse response, AuthenticationException failure)
            throws IOException {
        String query = "failed";
        if (failure instanceof StaffAuthentication.TooManyAttemptsException tooMany) {
            query = "wait=" + (tooMany.waitFor().toSeconds() + 1);
        }
        LOG.warn(
                "sign-in from {} refused: {}",
                request.getRemoteAddr(),
                failure.getClass().getSimpleName());
        response.sendRedirect(request.getContextPath() + "/console/sign-in?" + query);
    }
}
