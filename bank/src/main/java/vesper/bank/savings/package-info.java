/** What savings accounts and term deposits earn: pure functions over movements and terms. Knows no database and no clock. */
package vesper.bank.savings;
