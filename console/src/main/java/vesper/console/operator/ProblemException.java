package vesper.console.operator;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import tools.jackson.databind.json.JsonMapper;
import vesper.batch.operator.OperationRefusedException;
import vesper.batch.operator.OperationRefusedException.Reason;

/** Ends a request with a problem document (RFC 9457). Callers may depend on status and code, never on the words. */
final class ProblemException extends RuntimeException {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final HttpStatus status;
    private final String code;

    /**
     * A problem.
     *
     * @param code stable, such as {@code already_running}
     * @param detail what happened this time and what to do
     */
    ProblemException(HttpStatus status, String code, String detail) {
        super(detail, null, false, false);
        this.status = status;
        this.code = code;
    }

    static ProblemException of(OperationRefusedException refused) {
        return new ProblemException(
                status(refused.reason()), code(refused.reason()), String.valueOf(refused.getMessage()));
    }

    static ProblemException unknownRun(long id) {
        return new ProblemException(HttpStatus.NOT_FOUND, code(Reason.UNKNOWN_RUN), "there is no run " + id);
    }

    static ProblemException unknownException(long id) {
        return new ProblemException(
                HttpStatus.NOT_FOUND, code(Reason.UNKNOWN_EXCEPTION), "there is no exception " + id);
    }

    static ProblemException badParameter(String detail) {
        return new ProblemException(HttpStatus.UNPROCESSABLE_CONTENT, code(Reason.BAD_PARAMETER), detail);
    }

    static ProblemException notOpen() {
        return new ProblemException(HttpStatus.CONFLICT, "bank_not_open", "the bank has not opened its first day");
    }

    private static HttpStatus status(Reason reason) {
        return switch (reason) {
            case UNKNOWN_JOB, UNKNOWN_RUN, UNKNOWN_EXCEPTION -> HttpStatus.NOT_FOUND;
            case BAD_PARAMETER, NOTE_MISSING -> HttpStatus.UNPROCESSABLE_CONTENT;
            case ALREADY_RUNNING,
                    ALREADY_COMPLETED,
                    UNFINISHED_EARLIER,
                    NOT_RUNNING,
                    NOT_RESTARTABLE,
                    EXCEPTION_STATE -> HttpStatus.CONFLICT;
            case FOUR_EYES -> HttpStatus.FORBIDDEN;
        };
    }

    private static String code(Reason reason) {
        return reason.name().toLowerCase(Locale.ROOT);
    }

    /** Writes status and body; headers set before stay. */
    void writeTo(HttpServletResponse response) throws IOException {
        if (response.isCommitted()) {
            return;
        }
        response.resetBuffer();
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("type", "urn:vesper:problem:" + code);
        document.put("title", status.getReasonPhrase());
        document.put("status", status.value());
        document.put("code", code);
        document.put("detail", getMessage());
        response.setStatus(status.value());
        response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        response.getOutputStream().write(JSON.writeValueAsBytes(document));
    }
}
