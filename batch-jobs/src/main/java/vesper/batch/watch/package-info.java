/**
 * Watches over the night: {@link vesper.batch.watch.CloseWatch} says from the calendar, and not from the schedule, which closes are
 * missing, late, failed, stuck or slow; {@link vesper.batch.watch.Watchdog} looks every minute and tells people.
 */
@org.jspecify.annotations.NullMarked
package vesper.batch.watch;
