/** Reports of errors to Sentry, or to a server that speaks as it does, without anything about persons. */
@org.jspecify.annotations.NullMarked
package vesper.stream.report;
