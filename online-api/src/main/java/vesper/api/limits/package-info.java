/**
 * What keeps the API answering when it is asked too much: token buckets by address, client and route, a bound on the work under
 * way, which web pages may call, and what browsers are told. Buckets are in memory, or in Redis if several processes are to count together.
 */
@org.jspecify.annotations.NullMarked
package vesper.api.limits;
