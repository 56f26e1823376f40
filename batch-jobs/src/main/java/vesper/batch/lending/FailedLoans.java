package vesper.batch.lending;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.springframework.jdbc.core.simple.JdbcClient;
import vesper.bank.Bank;
import vesper.bank.exceptions.ExceptionItems;
import vesper.bank.exceptions.FailedItem;

/** Raises exceptions for loans, which are named by the ids of their accounts. */
final class FailedLoans {
    private static final String DESCRIBE = """
            select l.account_id, n.number, l.linked_account_id, l.currency, coalesce(l.next_due_on, :day) as due_on
              from loan_account l join account n on n.id = l.account_id
             where l.account_id = any(:loans) order by l.account_id
            """;

    private final JdbcClient jdbc;
    private final ExceptionItems exceptions;
    private final String step;

    FailedLoans(Bank bank, String step) {
        this.jdbc = bank.jdbc();
        this.exceptions = bank.exceptions();
        this.step = step;
    }

    /**
     * Why a loan failed.
     *
     * @param amountMinor what should have moved, if known
     */
    record Failure(String reason, long amountMinor, boolean triedAgain) {}

    /** Raises one exception a loan, on the account that it is repaid from. */
    void raise(LocalDate businessDate, Map<Long, Failure> failures) {
        if (failures.isEmpty()) {
            return;
        }
        List<FailedItem> failed = jdbc.sql(DESCRIBE)
                .param("day", businessDate)
                .param("loans", failures.keySet().toArray(Long[]::new))
                .query((row, n) -> {
                    long loan = row.getLong("account_id");
                    Failure failure = Objects.requireNonNull(failures.get(loan));
                    return new FailedItem(
                            step,
                            loan,
                            "loan " + row.getString("number"),
                            row.getLong("linked_account_id"),
                            row.getObject("due_on", LocalDate.class),
                            failure.amountMinor(),
                            row.getString("currency"),
                            failure.reason(),
                            true,
                            failure.triedAgain());
                })
                .list();
        exceptions.raise(businessDate, failed);
    }

    /** Closes the exceptions of a range of loans that were not raised again on the day. */
    void settleOthers(LocalDate businessDate, long after, long upTo) {
        jdbc.sql("""
                        update exception_item set state = 'DONE', changed_at = clock_timestamp()
                         where step = :step and item_key > :after and item_key <= :upTo and business_date < :day
                           and state in ('OPEN', 'SKIP_PROPOSED', 'FIX_PROPOSED')
                        """)
                .param("step", step)
                .param("after", after)
                .param("upTo", upTo)
                .param("day", businessDate)
                .update();
    }

    void settle(List<Long> loans) {
        exceptions.settle(step, loans);
    }
}
