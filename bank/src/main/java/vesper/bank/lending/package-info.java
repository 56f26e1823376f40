/** The arithmetic of loans: schedules of instalments. */
package vesper.bank.lending;
