package vesper.api.docs;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The operation still works, and goes. Its answers say so in {@code Deprecation} (RFC 9745), {@code Sunset} (RFC 8594) and {@code Link}, and the
 * OpenAPI document tells the same. Between the two dates lies a year at least, as the changelog promises.
 */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface Retired {
    /** The day from which nobody should begin to use it, such as {@code 2026-11-29}; from midnight UTC. */
    String since();

    /** The day from which it may be gone; from midnight UTC. */
    String sunset();

    /** What to call in its place, a path such as {@code /v1/accounts}; empty: nothing takes its place. */
    String successor() default "";
}
