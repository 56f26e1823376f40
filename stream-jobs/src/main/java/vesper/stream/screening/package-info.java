/** The steps of the screening job: reading payments, the state per card and per merchant, the decision's bytes. */
@org.jspecify.annotations.NullMarked
package vesper.stream.screening;
