package vesper.api.problem;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Ends the handling of a request with a problem document. Expected, the caller's business: it carries no stack trace. */
public final class ProblemException extends RuntimeException {
    private final transient Problem problem;
    private final transient Map<String, String> headers;

    public ProblemException(ProblemCode code, String detail) {
        this(new Problem(code, detail, List.of()), Map.of());
    }

    private ProblemException(Problem problem, Map<String, String> headers) {
        super(problem.code() + ": " + problem.detail(), null, false, false);
        this.problem = problem;
        this.headers = headers;
    }

    /** One or more fields are wrong; one error gives the problem its code, several are {@code several_errors}. */
    public static ProblemException of(List<FieldError> errors) {
        FieldError first = errors.get(0);
        if (errors.size() == 1) {
            ProblemCode code = ProblemCode.valueOf(first.code().toUpperCase(Locale.ROOT));
            return new ProblemException(
                    new Problem(code, first.field() + ": " + first.message(), List.copyOf(errors)), Map.of());
        }
        return new ProblemException(
                new Problem(
                        ProblemCode.SEVERAL_ERRORS,
                        errors.size() + " fields cannot be used, see errors; correct them and send again",
                        List.copyOf(errors)),
                Map.of());
    }

    public static ProblemException of(String field, ProblemCode code, String message) {
        return of(List.of(new FieldError(field, code, message)));
    }

    /** For a state of ours that passes: asks the caller to try again after some seconds. */
    public static ProblemException retryLater(ProblemCode code, String detail, int seconds) {
        return new ProblemException(
                new Problem(code, detail, List.of()), Map.of("Retry-After", Integer.toString(seconds)));
    }

    /**
     * The customer signed in too long ago for this: the challenge of RFC 9470.
     *
     * @param maxAgeSeconds how long ago it may be
     */
    public static ProblemException stepUp(long maxAgeSeconds) {
        String detail = "Send the customer to /oauth2/authorize with max_age=" + maxAgeSeconds
                + ", and try again with the token that comes of it.";
        return new ProblemException(
                new Problem(ProblemCode.FRESH_SIGN_IN_NEEDED, detail, List.of()),
                Map.of(
                        "WWW-Authenticate",
                        "Bearer error=\"insufficient_user_authentication\", error_description=\"The customer must sign in again\","
                                + " max_age=\"" + maxAgeSeconds + "\""));
    }

    /** The bank has no business date yet. */
    public static ProblemException bankNotOpen() {
        return retryLater(ProblemCode.BANK_NOT_OPEN, "Ask the bank's operations to open it; then send again.", 60);
    }

    public Problem problem() {
        return problem;
    }

    Map<String, String> headers() {
        return headers;
    }
}
