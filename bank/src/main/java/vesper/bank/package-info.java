/** The bank: {@link vesper.bank.Bank} holds its parts over one database. */
package vesper.bank;
