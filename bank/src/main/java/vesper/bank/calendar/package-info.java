/** The bank's time: the business date that close of business moves, and the phases of a day. */
package vesper.bank.calendar;
