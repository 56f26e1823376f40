/**
 * Closed days under seal: a Merkle tree over a day's entries and digests of its balances, in a signed certificate that names the
 * one before it; and the verification that finds what was touched afterwards.
 */
@org.jspecify.annotations.NullMarked
package vesper.bank.seal;
