/** When the night begins by itself: a Quartz trigger, kept in the database, that closes the open business date. */
@org.jspecify.annotations.NullMarked
package vesper.batch.schedule;
