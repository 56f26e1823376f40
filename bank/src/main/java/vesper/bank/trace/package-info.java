/** The trace of a payment, by OpenTelemetry's API; what records it is the process's own choice. */
@org.jspecify.annotations.NullMarked
package vesper.bank.trace;
