package vesper.console.signin;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import java.util.Objects;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.security.authentication.AnonymousAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/** Lets staff who need a second factor and have shown a password alone see nothing but the pages that ask for the rest. */
public final class SecondFactorGate extends OncePerRequestFilter {
    static final String CODE = "/console/sign-in/code";
    static final String DEVICE = "/console/sign-in/device";
    private static final String SHOWN = "vesper.console.second-factor";
    private static final String GOAL = "vesper.console.goal";

    private final StaffFactors factors;

    public SecondFactorGate(StaffFactors factors) {
        this.factors = factors;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        String path = request.getRequestURI();
        return path.startsWith("/console/sign-in")
                || path.startsWith("/console/assets/")
                || path.equals("/console/sign-out");
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        Authentication staff = SecurityContextHolder.getContext().getAuthentication();
        if (staff == null || staff instanceof AnonymousAuthenticationToken || hasShown(request, staff)) {
            chain.doFilter(request, response);
            return;
        }
        String page = factors.isEnrolled(staff.getName()) ? CODE : DEVICE;
        if (request.getHeader("HX-Request") != null) {
            response.setHeader("HX-Redirect", page);
            response.setStatus(HttpStatus.UNAUTHORIZED.value());
        } else if (MediaType.TEXT_EVENT_STREAM_VALUE.equals(request.getHeader("Accept"))) {
            response.setStatus(HttpStatus.UNAUTHORIZED.value());
        } else {
            if (request.getMethod().equals("GET")) {
                request.getSession().setAttribute(GOAL, request.getRequestURI());
            }
            response.sendRedirect(page);
        }
    }

    /** Whether the rest was shown in this session, or is not needed; the database is asked once a session. */
    private boolean hasShown(HttpServletRequest request, Authentication staff) {
        HttpSession session = request.getSession();
        if (staff.getName().equals(session.getAttribute(SHOWN))) {
            return true;
        }
        if (factors.isNeeded(staff)) {
            return false;
        }
        session.setAttribute(SHOWN, staff.getName());
        return true;
    }

    /** Notes that all was shown in one step. */
    static void show(HttpServletRequest request, String username) {
        request.getSession().setAttribute(SHOWN, username);
    }

    /** Notes that the rest was shown, under a new session id, and says which page had been asked for. */
    static String pass(HttpServletRequest request, String username) {
        request.changeSessionId();
        HttpSession session = request.getSession();
        session.setAttribute(SHOWN, username);
        Object goal = session.getAttribute(GOAL);
        session.removeAttribute(GOAL);
        return Objects.requireNonNullElse(goal, "/console").toString();
    }
}
