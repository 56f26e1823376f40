package vesper.api.docs;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import vesper.api.problem.ProblemCode;

/** The operation reads a JSON body, by {@link vesper.api.field.JsonBody}, and has the problems that a body may have. */
@Problems({
    ProblemCode.MALFORMED_JSON,
    ProblemCode.UNKNOWN_FIELD,
    ProblemCode.WRONG_TYPE,
    ProblemCode.BODY_TOO_LARGE,
    ProblemCode.UNSUPPORTED_MEDIA_TYPE
})
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface TakesJson {}
