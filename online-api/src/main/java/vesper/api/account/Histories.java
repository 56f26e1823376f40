package vesper.api.account;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import vesper.bank.Bank;
import vesper.bank.database.Replica;
import vesper.bank.ledger.AccountHistory;
import vesper.bank.ledger.AccountHistory.Filter;
import vesper.bank.ledger.AccountHistory.Position;
import vesper.bank.ledger.AccountHistory.Transaction;

/** Transactions of accounts, from the replica that the process has for them, if it has one. */
@Component
final class Histories {
    private final Bank bank;
    private final @Nullable Replica replica;

    Histories(Bank bank, ObjectProvider<Replica> replica) {
        this.bank = bank;
        this.replica = replica.getIfAvailable();
    }

    /** As {@link AccountHistory#before(long, Position, int, Filter)}; from a replica as late as that may be. */
    List<Transaction> before(long accountId, Position before, int limit, Filter filter) {
        return replica == null
                ? bank.history().before(accountId, before, limit, filter)
                : replica.read(jdbc -> new AccountHistory(jdbc).before(accountId, before, limit, filter));
    }
}
