/**
 * When the night begins by itself: a Quartz trigger, kept in the database, that closes the open business date; and the look for a
 * close whose process died.
 */
@org.jspecify.annotations.NullMarked
package vesper.batch.schedule;
