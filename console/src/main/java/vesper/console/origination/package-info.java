/**
 * Applications for loans that wait for people, and loan products. What one person proposes, a decision or a version of a product,
 * another checks.
 */
@org.jspecify.annotations.NullMarked
package vesper.console.origination;
