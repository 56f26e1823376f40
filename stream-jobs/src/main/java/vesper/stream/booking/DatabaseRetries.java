package vesper.stream.booking;

import java.time.Duration;
import org.springframework.core.retry.RetryPolicy;
import org.springframework.core.retry.RetryTemplate;
import org.springframework.dao.NonTransientDataAccessResourceException;
import org.springframework.dao.RecoverableDataAccessException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.transaction.TransactionSystemException;

/**
 * What is worth trying again: a lost or refused connection, a deadlock, a time-out, a commit whose answer did not come.
 * All writes of the booking job may be repeated without further effect.
 */
final class DatabaseRetries {
    private DatabaseRetries() {}

    /** Tries for some ten seconds, then lets the exception through, upon which Flink restarts the job. */
    static RetryTemplate template() {
        return new RetryTemplate(RetryPolicy.builder()
                .includes(
                        TransientDataAccessException.class,
                        RecoverableDataAccessException.class,
                        NonTransientDataAccessResourceException.class,
                        CannotCreateTransactionException.class,
                        TransactionSystemException.class)
                .maxRetries(8)
                .delay(Duration.ofMillis(50))
                .multiplier(2)
                .maxDelay(Duration.ofSeconds(3))
                .build());
    }
}
