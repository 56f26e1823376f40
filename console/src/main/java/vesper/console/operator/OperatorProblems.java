package vesper.console.operator;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.Ordered;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.stereotype.Component;
import org.springframework.web.ErrorResponse;
import org.springframework.web.context.request.async.AsyncRequestNotUsableException;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.servlet.HandlerExceptionResolver;
import org.springframework.web.servlet.ModelAndView;
import vesper.batch.operator.OperationRefusedException;

/**
 * Answers every exception under {@code /operator/v1} with a problem document. What is not expected is logged once, with a
 * reference that the caller can quote, and nothing of it is shown.
 */
@Component
final class OperatorProblems implements HandlerExceptionResolver, Ordered {
    private static final Logger LOG = LoggerFactory.getLogger(OperatorProblems.class);

    @Override
    public int getOrder() {
        return HIGHEST_PRECEDENCE;
    }

    @Override
    public @Nullable ModelAndView resolveException(
            HttpServletRequest request, HttpServletResponse response, @Nullable Object handler, Exception exception) {
        if (!request.getRequestURI().startsWith(OperatorResource.ROOT + "/")) {
            return null;
        }
        if (exception instanceof AsyncRequestNotUsableException) {
            // The caller has gone; nobody reads an answer.
            return new ModelAndView();
        }
        if (exception instanceof ErrorResponse known) {
            known.getHeaders().forEach((name, values) -> values.forEach(value -> response.addHeader(name, value)));
        }
        try {
            problem(request, exception).writeTo(response);
        } catch (IOException e) {
            LOG.debug("the caller went away before the problem was written", e);
        }
        return new ModelAndView();
    }

    private static ProblemException problem(HttpServletRequest request, Exception exception) {
        if (exception instanceof ProblemException problem) {
            return problem;
        }
        if (exception instanceof OperationRefusedException refused) {
            return ProblemException.of(refused);
        }
        if (exception instanceof MethodArgumentTypeMismatchException mistyped) {
            return new ProblemException(
                    HttpStatus.BAD_REQUEST, "bad_parameter", mistyped.getName() + " cannot be read as it was sent");
        }
        if (exception instanceof HttpMessageNotReadableException) {
            return new ProblemException(
                    HttpStatus.BAD_REQUEST,
                    "malformed_json",
                    "the body is not the JSON that is expected here, such as {\"businessDate\":\"2026-01-31\"}");
        }
        if (exception instanceof ErrorResponse known && known.getStatusCode().is4xxClientError()) {
            return expected(request, known.getStatusCode());
        }
        String reference = UUID.randomUUID().toString().substring(0, 8);
        LOG.error("operator request {} failed, reference {}", request.getRequestURI(), reference, exception);
        return new ProblemException(
                HttpStatus.INTERNAL_SERVER_ERROR,
                "internal_error",
                "the log of the server has the details under the reference " + reference);
    }

    private static ProblemException expected(HttpServletRequest request, HttpStatusCode code) {
        HttpStatus status = HttpStatus.valueOf(code.value());
        return switch (status) {
            case NOT_FOUND -> new ProblemException(status, "not_found", "there is nothing at this address");
            case METHOD_NOT_ALLOWED ->
                new ProblemException(status, "method_not_allowed", request.getMethod() + " is not supported here");
            case UNSUPPORTED_MEDIA_TYPE ->
                new ProblemException(
                        status, "unsupported_media_type", "send the body as Content-Type: application/json");
            default -> new ProblemException(status, "invalid_request", "the request cannot be answered as it was sent");
        };
    }
}
