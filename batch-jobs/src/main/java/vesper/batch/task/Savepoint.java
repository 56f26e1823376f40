package vesper.batch.task;

import java.util.Objects;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;
import vesper.bank.Bank;

/** Work in the transaction of a chunk that may fail and is then undone by itself, so that the chunk goes on. */
public final class Savepoint {
    private Savepoint() {}

    /** Runs work behind a savepoint of the surrounding transaction; in one of its own if there is none. */
    public static TransactionTemplate of(Bank bank) {
        TransactionTemplate savepoint = new TransactionTemplate(
                Objects.requireNonNull(bank.transaction().getTransactionManager()));
        savepoint.setPropagationBehavior(TransactionDefinition.PROPAGATION_NESTED);
        return savepoint;
    }
}
