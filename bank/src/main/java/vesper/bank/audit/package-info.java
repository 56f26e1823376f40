/**
 * Who did what, to what, from where, when, and how it went: an append-only log in which every event's hash covers the one
 * before. {@link vesper.bank.audit.AuditLog} writes and searches it, {@link vesper.bank.audit.AuditChain} checks it.
 */
@org.jspecify.annotations.NullMarked
package vesper.bank.audit;
