package vesper.api.problem;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.Ordered;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.RecoverableDataAccessException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.web.ErrorResponse;
import org.springframework.web.HttpMediaTypeNotAcceptableException;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.context.request.async.AsyncRequestNotUsableException;
import org.springframework.web.context.request.async.AsyncRequestTimeoutException;
import org.springframework.web.servlet.HandlerExceptionResolver;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.resource.NoResourceFoundException;

/**
 * Answers every exception under {@code /v1} with a problem document. Other paths are left to their own modules. What is not
 * expected is logged once, with a reference that the caller can quote, and nothing of it is shown.
 */
@Component
final class ProblemResolver implements HandlerExceptionResolver, Ordered {
    private static final Logger LOG = LoggerFactory.getLogger(ProblemResolver.class);

    @Override
    public int getOrder() {
        return HIGHEST_PRECEDENCE;
    }

    @Override
    public @Nullable ModelAndView resolveException(
            HttpServletRequest request, HttpServletResponse response, @Nullable Object handler, Exception exception) {
        if (!request.getRequestURI().startsWith("/v1/")) {
            return null;
        }
        if (exception instanceof AsyncRequestNotUsableException) {
            // The caller has gone; nobody reads an answer.
            return new ModelAndView();
        }
        try {
            answer(request, response, exception);
        } catch (IOException e) {
            LOG.debug("the caller went away before the problem was written", e);
        }
        return new ModelAndView();
    }

    private static void answer(HttpServletRequest request, HttpServletResponse response, Exception exception)
            throws IOException {
        Throwable cause = exception instanceof CompletionException && exception.getCause() != null
                ? exception.getCause()
                : exception;
        if (cause instanceof ProblemException problem) {
            ProblemWriter.write(response, problem);
            return;
        }
        if (isPassing(cause)) {
            LOG.warn("cannot answer {} now: {}", request.getMethod(), cause.toString());
            ProblemWriter.write(
                    response,
                    ProblemException.retryLater(
                            ProblemCode.UNAVAILABLE,
                            "Send the same request again after Retry-After, a payment with the same Idempotency-Key.",
                            2));
            return;
        }
        if (cause instanceof ErrorResponse expected) {
            expected.getHeaders().forEach((name, values) -> values.forEach(value -> response.addHeader(name, value)));
        }
        ProblemWriter.write(response, problem(request, cause));
    }

    /** Whether it is likely to work later: the database cannot be reached or is busy, or an answer took too long. */
    private static boolean isPassing(Throwable cause) {
        return cause instanceof DataAccessResourceFailureException
                || cause instanceof TransientDataAccessException
                || cause instanceof RecoverableDataAccessException
                || cause instanceof CannotCreateTransactionException
                || cause instanceof AsyncRequestTimeoutException;
    }

    private static Problem problem(HttpServletRequest request, Throwable cause) {
        if (cause instanceof NoResourceFoundException) {
            return new Problem(ProblemCode.NOT_FOUND, "No operation has this path; see /docs.", List.of());
        }
        if (cause instanceof HttpRequestMethodNotSupportedException) {
            return new Problem(
                    ProblemCode.METHOD_NOT_ALLOWED,
                    request.getMethod() + " is not supported here; the Allow header names the methods that are.",
                    List.of());
        }
        if (cause instanceof HttpMediaTypeNotSupportedException) {
            return new Problem(
                    ProblemCode.UNSUPPORTED_MEDIA_TYPE, "Send the body as Content-Type: application/json.", List.of());
        }
        if (cause instanceof HttpMediaTypeNotAcceptableException) {
            return new Problem(
                    ProblemCode.NOT_ACCEPTABLE, "Answers are application/json; accept that or */*.", List.of());
        }
        if (cause instanceof InvalidParameterException) {
            return new Problem(
                    ProblemCode.INVALID_PARAMETER, "A parameter is not UTF-8, or not encoded well.", List.of());
        }
        if (cause instanceof ErrorResponse expected && expected.getStatusCode().is4xxClientError()) {
            return new Problem(ProblemCode.INVALID_REQUEST, "The request is malformed; see /docs.", List.of());
        }
        String reference = UUID.randomUUID().toString();
        LOG.error("request failed, reference {}", reference, cause);
        return new Problem(
                ProblemCode.INTERNAL_ERROR,
                "It has been recorded under reference " + reference
                        + "; repeating with the same Idempotency-Key is safe.",
                List.of());
    }
}
