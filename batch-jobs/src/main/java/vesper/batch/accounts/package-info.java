/** What a month does to accounts besides interest: fees, and dormancy. */
@org.jspecify.annotations.NullMarked
package vesper.batch.accounts;
