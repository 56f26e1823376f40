/** Holds on customers' funds that end by themselves. */
@org.jspecify.annotations.NullMarked
package vesper.batch.holds;
