/**
 * The bank's time: the business date that close of business moves, the phases of a day, and the calendars that say which days
 * are business days anywhere.
 */
package vesper.bank.calendar;
