/** Messages that banks exchange: what comes in is validated, read, and refused with a reason that its sender understands. */
package vesper.bank.message;
