package vesper.api.signin;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.authority.FactorGrantedAuthority;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.savedrequest.HttpSessionRequestCache;
import org.springframework.security.web.savedrequest.SavedRequest;
import vesper.api.caller.StepUp;
import vesper.api.signin.Sessions.Session;

/** What a customer's browser is told at the end of a sign-in, and who sits at it. */
final class Browser {
    private static final int IDLE_SECONDS = (int) Duration.ofMinutes(10).toSeconds();
    private static final int DEVICE_LENGTH = 200;
    private static final String SECURITY = "/sign-in/security";

    private final CustomerContext context;
    private final StepUp stepUp;
    private final HttpSessionRequestCache asked = new HttpSessionRequestCache();

    Browser(CustomerContext context, StepUp stepUp) {
        this.context = context;
        this.stepUp = stepUp;
    }

    /** Remembers the session, and says where the browser goes on: to what it had asked for. */
    String signedIn(Session session, HttpServletRequest request, HttpServletResponse response, String... factors) {
        request.getSession().setMaxInactiveInterval(IDLE_SECONDS);
        request.changeSessionId();
        SecurityContext signedIn = SecurityContextHolder.createEmptyContext();
        signedIn.setAuthentication(UsernamePasswordAuthenticationToken.authenticated(
                session.id().toString(),
                null,
                Arrays.stream(factors)
                        .map(FactorGrantedAuthority::fromAuthority)
                        .toList()));
        context.repository().saveContext(signedIn, request, response);
        SavedRequest goal = asked.getRequest(request, response);
        return goal == null ? "redirect:/sign-in/done" : "redirect:" + goal.getRedirectUrl();
    }

    /** The session of the customer who is signed in here. */
    Optional<Session> session() {
        return Optional.ofNullable(SecurityContextHolder.getContext().getAuthentication())
                .flatMap(context::session);
    }

    /** Whether the browser had asked for something that needs all factors now, on whatever device. */
    boolean needsAllFactors(HttpServletRequest request, HttpServletResponse response) {
        SavedRequest goal = asked.getRequest(request, response);
        return goal != null
                && (goal.getParameterValues("max_age") != null
                        || goal.getRedirectUrl().contains(SECURITY));
    }

    /** The session of the customer who signed in here a short time ago. */
    Optional<Session> freshSession() {
        return session().filter(session -> stepUp.isFresh(session.authenticatedAt()));
    }

    /** Leads to the sign-in, and from there back to the page that was asked for. */
    String signInFirst(HttpServletRequest request, HttpServletResponse response) {
        asked.saveRequest(request, response);
        return "redirect:/sign-in";
    }

    /** What the browser says of itself, cut to 200 characters. */
    static String device(HttpServletRequest request) {
        String agent = Objects.requireNonNullElse(request.getHeader("User-Agent"), "");
        return agent.substring(0, Math.min(DEVICE_LENGTH, agent.length()));
    }
}
