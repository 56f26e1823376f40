/**
 * The bank's online API: payments in, accounts out, over HTTP and JSON. {@link vesper.api.OnlineApi} wires it into any
 * Spring application with a data source; {@link vesper.api.OnlineApiApplication} runs it alone.
 */
@org.jspecify.annotations.NullMarked
package vesper.api;
