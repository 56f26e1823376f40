/** Transfers that customers order for later dates, once or again and again; the night books them. */
@org.jspecify.annotations.NullMarked
package vesper.bank.transfer;
