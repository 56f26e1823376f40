/**
 * Sanctions screening: whether a name may be one on a list. Pure text in, a score and its reason out; what follows from it is
 * decided elsewhere, by people.
 */
package vesper.bank.sanctions;
