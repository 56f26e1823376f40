/** What the bank knows of customers and clients change. */
@org.jspecify.annotations.NullMarked
package vesper.api.customer;
