/**
 * What a job is made of: a {@link vesper.batch.task.TaskJob} is an ordered list of {@link vesper.batch.task.Task}s, each done
 * in chunks, each chunk one transaction that also notes how far the task has come.
 */
@org.jspecify.annotations.NullMarked
package vesper.batch.task;
