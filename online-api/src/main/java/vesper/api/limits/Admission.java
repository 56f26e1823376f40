package vesper.api.limits;

import io.github.bucket4j.ConsumptionProbe;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import vesper.api.problem.ProblemCode;
import vesper.api.problem.ProblemException;
import vesper.api.problem.ProblemWriter;

/**
 * Lets a request pass, or answers it with 429 and says when to come again. Either way the answer tells where the caller stands,
 * in the fields {@code RateLimit-Policy} and {@code RateLimit} of the IETF's draft-ietf-httpapi-ratelimit-headers-10.
 */
final class Admission {
    private final Buckets buckets;

    Admission(Buckets buckets) {
        this.buckets = buckets;
    }

    /** Returns false if the answer has been written. */
    boolean admits(Policy policy, String caller, HttpServletResponse response) throws IOException {
        ConsumptionProbe probe = buckets.take(policy, caller);
        response.addHeader("RateLimit-Policy", policy.declared());
        response.addHeader("RateLimit", policy.standing(probe));
        if (probe.isConsumed()) {
            return true;
        }
        ProblemWriter.write(
                response,
                ProblemException.retryLater(
                        ProblemCode.TOO_MANY_REQUESTS,
                        "The limit of this " + policy.name()
                                + " is used up; send the same request again after Retry-After.",
                        Math.toIntExact(Policy.retryAfter(probe))));
        return false;
    }
}
