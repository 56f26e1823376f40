package vesper.api.problem;

/**
 * What is wrong with one field of a request.
 *
 * @param field path in the body, such as {@code amount} or {@code cardAccounts[3].card}
 * @param code stable code, one of {@link ProblemCode}
 * @param message what to do, for developers; never holds the value that was sent
 */
public record FieldError(String field, String code, String message) {
    public FieldError(String field, ProblemCode code, String message) {
        this(field, code.code(), message);
    }

    /** The same error seen from the object that holds the field's object. */
    public FieldError within(String parent) {
        return new FieldError(parent + "." + field, code, message);
    }
}
