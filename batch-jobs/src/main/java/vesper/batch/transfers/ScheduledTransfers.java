package vesper.batch.transfers;

import java.time.LocalDate;
import org.springframework.jdbc.core.simple.JdbcClient;
import vesper.bank.Bank;

/** Takes down transfers that are to be booked on a later business date. */
public final class ScheduledTransfers {
    private final JdbcClient jdbc;

    public ScheduledTransfers(Bank bank) {
        this.jdbc = bank.jdbc();
    }

    /**
     * Adds a transfer. It is booked by the close of {@code dueOn}; one that is due on a day closed already, by the next close.
     *
     * @param amountMinor positive
     * @param narrative what both account holders read
     * @return the transfer's id
     * @throws IllegalArgumentException if the amount is not positive or both accounts are the same
     */
    public long add(
            long debtorAccountId,
            long creditorAccountId,
            long amountMinor,
            String currency,
            LocalDate dueOn,
            String narrative) {
        if (amountMinor <= 0) {
            throw new IllegalArgumentException("amount must be positive");
        }
        if (debtorAccountId == creditorAccountId) {
            throw new IllegalArgumentException("a transfer needs two accounts");
        }
        return jdbc.sql("""
                        insert into scheduled_transfer (debtor_account_id, creditor_account_id, amount_minor, currency, due_on,
                                                        narrative)
                        values (:debtor, :creditor, :amount, :currency, :due, :narrative) returning id
                        """)
                .param("debtor", debtorAccountId)
                .param("creditor", creditorAccountId)
                .param("amount", amountMinor)
                .param("currency", currency)
                .param("due", dueOn)
                .param("narrative", narrative)
                .query(Long.class)
                .single();
    }
}
