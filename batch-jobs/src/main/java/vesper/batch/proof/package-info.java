/** The proof of books as a task: nothing moves on while it does not hold. */
@org.jspecify.annotations.NullMarked
package vesper.batch.proof;
