/** Transfers that customers order for later, once or again and again. */
@org.jspecify.annotations.NullMarked
package vesper.api.transfer;
