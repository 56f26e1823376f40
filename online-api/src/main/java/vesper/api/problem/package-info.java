/**
 * What the API answers when it cannot do what was asked: problem documents (RFC 9457) with stable codes. Everything that
 * goes wrong under {@code /v1} ends here, thrown as a {@link vesper.api.problem.ProblemException} or translated by the
 * {@link vesper.api.problem.ProblemResolver}.
 */
@org.jspecify.annotations.NullMarked
package vesper.api.problem;
