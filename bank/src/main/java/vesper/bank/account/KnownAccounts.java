package vesper.bank.account;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * The bank's own accounts by number, looked up once. One that was opened in a transaction which may yet roll back is known in that
 * transaction, and to all once it has committed.
 */
final class KnownAccounts {
    private final Map<String, Account> committed = new ConcurrentHashMap<>();

    Account get(String number, Supplier<Account> find) {
        Account known = committed.get(number);
        if (known != null) {
            return known;
        }
        Map<String, Account> inReach = inReach();
        Account again = inReach.get(number);
        if (again == null) {
            again = find.get();
            inReach.put(number, again);
        }
        return again;
    }

    private Map<String, Account> inReach() {
        if (!TransactionSynchronizationManager.isSynchronizationActive()) {
            return committed;
        }
        if (TransactionSynchronizationManager.getResource(this) instanceof OfTransaction known) {
            return known.accounts;
        }
        OfTransaction known = new OfTransaction();
        TransactionSynchronizationManager.bindResource(this, known);
        TransactionSynchronizationManager.registerSynchronization(known);
        return known.accounts;
    }

    private final class OfTransaction implements TransactionSynchronization {
        private final Map<String, Account> accounts = new HashMap<>();

        @Override
        public void suspend() {
            TransactionSynchronizationManager.unbindResource(KnownAccounts.this);
        }

        @Override
        public void resume() {
            TransactionSynchronizationManager.bindResource(KnownAccounts.this, this);
        }

        @Override
        public void afterCompletion(int status) {
            TransactionSynchronizationManager.unbindResourceIfPossible(KnownAccounts.this);
            if (status == STATUS_COMMITTED) {
                committed.putAll(accounts);
            }
        }
    }
}
