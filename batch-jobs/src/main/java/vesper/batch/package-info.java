/**
 * The night. {@link vesper.batch.CloseOfBusiness} is the list of what happens when a business date is closed;
 * {@link vesper.batch.Batch} holds all jobs over one database; {@link vesper.batch.BatchJobs} is their Spring configuration.
 */
@org.jspecify.annotations.NullMarked
package vesper.batch;
