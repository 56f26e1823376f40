/** Notes every call of the API in the bank's audit log: who, what, on whose account, from where, and how it went. */
@org.jspecify.annotations.NullMarked
package vesper.api.audit;
