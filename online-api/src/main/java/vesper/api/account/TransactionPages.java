package vesper.api.account;

import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import vesper.api.ApiSettings;
import vesper.bank.account.Account;
import vesper.bank.ledger.AccountHistory.Filter;
import vesper.bank.ledger.AccountHistory.Position;
import vesper.bank.ledger.AccountHistory.Transaction;

/** Reads an account's transactions page by page, newest first. */
@Component
public final class TransactionPages {
    private final Histories histories;
    private final ApiSettings settings;

    TransactionPages(Histories histories, ApiSettings settings) {
        this.histories = histories;
        this.settings = settings;
    }

    /**
     * Some transactions.
     *
     * @param next the cursor of the next, older ones; null on the last page
     */
    public record Page(
            List<TransactionPage.Line> lines, @Nullable String next) {}

    /**
     * One page.
     *
     * @param cursor of the page before; null: the newest
     * @param parameters values of the filter's parameters by name, null where one is not given
     * @throws vesper.api.problem.ProblemException if the cursor is none of ours, or a parameter cannot be used
     */
    public Page page(
            Account account, int limit, @Nullable String cursor, Function<String, @Nullable String> parameters) {
        Position before = cursor == null ? Position.END : Cursor.read(cursor);
        Filter filter = TransactionFilter.of(parameters, account, settings.maxAmountMajor());
        // One more than asked for tells whether there is a next page.
        List<Transaction> lines = histories.before(account.id(), before, limit + 1, filter);
        boolean more = lines.size() > limit;
        List<Transaction> page = more ? lines.subList(0, limit) : lines;
        return new Page(
                page.stream().map(TransactionPage.Line::of).toList(),
                more ? Cursor.write(page.get(limit - 1).position()) : null);
    }
}
