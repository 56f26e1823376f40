/** Payments from decision to booking: what is recorded of each, the queue of those under review, and the dead letters. */
package vesper.bank.payment;
