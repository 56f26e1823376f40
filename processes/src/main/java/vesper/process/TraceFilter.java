package vesper.process;

import io.opentelemetry.api.trace.SpanKind;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.concurrent.Callable;
import org.slf4j.MDC;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.servlet.HandlerMapping;
import vesper.bank.trace.Trace;

/** Each request is a step of its client's trace, or the first of a new one; what it logs bears the trace's id. */
final class TraceFilter extends OncePerRequestFilter {
    private static final String TRACE_ID = "trace.id";

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String parent = request.getHeader(Trace.HEADER);
        Trace.Step step = Trace.begin(request.getMethod(), SpanKind.SERVER, parent == null ? Trace.NONE : parent);
        Callable<Void> rest = () -> {
            chain.doFilter(request, response);
            return null;
        };
        try {
            if (!step.traceId().isEmpty()) {
                MDC.put(TRACE_ID, step.traceId());
            }
            step.context().wrap(rest).call();
        } catch (IOException | ServletException | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new ServletException(e);
        } finally {
            MDC.remove(TRACE_ID);
            Object pattern = request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE);
            if (pattern != null) {
                step.rename(request.getMethod() + " " + pattern);
            }
            step.end();
        }
    }
}
