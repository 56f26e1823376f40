package vesper.batch;

import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import javax.sql.DataSource;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Numbers of runs and steps that no other bank of this process uses. Tests run side by side, and Spring Batch keeps the context
 * of a step that runs under its number, per process: two banks whose steps had the same numbers would share it.
 */
final class RunNumbers {
    private static final long STRIDE = 10_000;
    private static final AtomicLong NEXT = new AtomicLong();

    private RunNumbers() {}

    /** Lets the numbers of a bank go on from a place of their own, above those that it has used. */
    static void apart(DataSource dataSource) {
        long start = STRIDE * NEXT.incrementAndGet();
        for (String sequence : List.of("batch_job_execution_seq", "batch_step_execution_seq")) {
            new JdbcTemplate(dataSource).queryForObject("select setval(?, ?)", Long.class, sequence, start);
        }
    }
}
