package vesper.api.docs;

import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.media.Schema;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import vesper.api.problem.ProblemCode;

/** The operation is carried out by {@link vesper.api.command.Commands}: it takes an {@code Idempotency-Key}. */
@Parameter(
        name = "Idempotency-Key",
        in = ParameterIn.HEADER,
        description = "your name for this command, 1 to 255 characters; without it each request is a new one",
        example = "order-2023-118",
        schema = @Schema(type = "string", minLength = 1, maxLength = 255))
@Problems({ProblemCode.INVALID_IDEMPOTENCY_KEY, ProblemCode.IDEMPOTENCY_KEY_REUSED, ProblemCode.IDEMPOTENCY_KEY_IN_USE})
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface Idempotent {}
