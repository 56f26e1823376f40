package vesper.api.signin;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import java.util.Optional;
import java.util.UUID;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.context.HttpSessionSecurityContextRepository;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Where the browser's session says which customer is signed in: apart from where it says so of staff, whose pages the same
 * server may have. As a filter it forgets sessions that were ended elsewhere.
 */
public final class CustomerContext extends OncePerRequestFilter {
    private final HttpSessionSecurityContextRepository repository = new HttpSessionSecurityContextRepository();
    private final Sessions sessions;

    CustomerContext(Sessions sessions) {
        this.sessions = sessions;
        repository.setSpringSecurityContextKey("vesper.customer");
    }

    public HttpSessionSecurityContextRepository repository() {
        return repository;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        Authentication caller = SecurityContextHolder.getContext().getAuthentication();
        if (caller != null && session(caller).isEmpty()) {
            SecurityContextHolder.clearContext();
            HttpSession browser = request.getSession(false);
            if (browser != null) {
                browser.invalidate();
            }
        }
        chain.doFilter(request, response);
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
