package vesper.api.signin;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.context.HttpSessionSecurityContextRepository;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Where the browser's session says which customer is signed in: apart from where it says so of staff, whose pages the same
 * server may have. As a filter it forgets sessions that were ended elsewhere, and leads to the sign-in again who signed in longer ago than the
 * app that asks for a token allows (OpenID Connect Core 3.1.2.1, {@code max_age}).
 */
public final class CustomerContext extends OncePerRequestFilter {
    private static final int LEAST_AGE_SECONDS = 60;

    private final HttpSessionSecurityContextRepository repository = new HttpSessionSecurityContextRepository();
    private final Sessions sessions;
    private final Clock clock;

    CustomerContext(Sessions sessions, Clock clock) {
        this.sessions = sessions;
        this.clock = clock;
        repository.setSpringSecurityContextKey("vesper.customer");
    }

    public HttpSessionSecurityContextRepository repository() {
        return repository;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        Authentication caller = SecurityContextHolder.getContext().getAuthentication();
        if (caller != null) {
            Optional<Sessions.Session> session = session(caller);
            if (session.isEmpty()) {
                SecurityContextHolder.clearContext();
                HttpSession browser = request.getSession(false);
                if (browser != null) {
                    browser.invalidate();
                }
            } else if (olderThanAllowed(session.get(), request.getParameter("max_age"))) {
                SecurityContextHolder.clearContext();
            }
        }
        chain.doFilter(request, response);
    }

    /** Less than a minute is read as a minute: the way from the sign-in back to the app takes time too. */
    private boolean olderThanAllowed(Sessions.Session session, @Nullable String maxAge) {
        if (maxAge == null || !maxAge.matches("[0-9]{1,9}")) {
            return false;
        }
        Duration allowed = Duration.ofSeconds(Math.max(LEAST_AGE_SECONDS, Integer.parseInt(maxAge)));
        return session.authenticatedAt().plus(allowed).isBefore(clock.instant());
    }

    /** The session of somebody who signed in here; their name is its id. */
    public Optional<Sessions.Session> session(Authentication caller) {
        try {
            return sessions.active(UUID.fromString(caller.getName()));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
