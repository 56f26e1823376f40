package vesper.api.limits;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;
import vesper.api.problem.ProblemCode;
import vesper.api.problem.ProblemException;
import vesper.api.problem.ProblemWriter;

/**
 * Stands before everything else: bounds how many requests are worked on at once and how many an address may send, before any
 * work is done for them.
 */
final class AddressLimit extends HttpFilter {
    private static final long serialVersionUID = 1;

    private final transient Admission admission;
    private final transient Policy address;
    private final transient Policy token;
    private final int maxConcurrent;
    private final AtomicInteger working = new AtomicInteger();

    AddressLimit(Admission admission, LimitSettings settings) {
        this.admission = admission;
        address = new Policy("address", settings.address());
        token = new Policy("token", settings.token());
        maxConcurrent = settings.maxConcurrent();
    }

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        try {
            if (working.incrementAndGet() > maxConcurrent) {
                ProblemWriter.write(
                        response,
                        ProblemException.retryLater(
                                ProblemCode.OVERLOADED,
                                "Send the same request again after Retry-After, a payment with the same Idempotency-Key.",
                                1));
                return;
            }
            String caller = caller(request.getRemoteAddr());
            if (admission.admits(address, caller, response)
                    && (!request.getRequestURI().equals("/oauth2/token")
                            || admission.admits(token, caller, response))) {
                chain.doFilter(request, response);
            }
        } finally {
            working.decrementAndGet();
        }
    }

    /** An address of version 4, or the network of 64 bits that one subscriber has of version 6. */
    static String caller(String address) {
        if (address.indexOf(':') < 0) {
            return address;
        }
        String[] groups = address.split(":", 5);
        return groups.length < 5 || address.startsWith("::")
                ? address
                : String.join(":", groups[0], groups[1], groups[2], groups[3]);
    }
}
