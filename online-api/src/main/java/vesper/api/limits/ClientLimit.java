package vesper.api.limits;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/** Counts the requests of a caller who is known by now: all of them, and those to a route that has a limit of its own. */
public final class ClientLimit extends OncePerRequestFilter {
    private final Admission admission;
    private final Policy client;
    private final List<Route> routes;

    private record Route(String path, Policy policy) {}

    ClientLimit(Admission admission, LimitSettings settings) {
        this.admission = admission;
        client = new Policy("client", settings.client());
        routes = settings.routes().entrySet().stream()
                .map(route -> new Route(route.getKey(), new Policy("route " + route.getKey(), route.getValue())))
                .sorted(Comparator.comparing((Route route) -> route.path().length())
                        .reversed())
                .toList();
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        Authentication caller = SecurityContextHolder.getContext().getAuthentication();
        if (caller == null || admits(caller.getName(), request, response)) {
            chain.doFilter(request, response);
        }
    }

    private boolean admits(String caller, HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (!admission.admits(client, caller, response)) {
            return false;
        }
        for (Route route : routes) {
            if (request.getRequestURI().startsWith(route.path())) {
                return admission.admits(route.policy(), caller, response);
            }
        }
        return true;
    }
}
