/** What creditors collect from customers' accounts in the night of its day. */
@org.jspecify.annotations.NullMarked
package vesper.batch.directdebits;
