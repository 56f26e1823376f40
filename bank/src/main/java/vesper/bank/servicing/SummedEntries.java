package vesper.bank.servicing;

import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import vesper.bank.Ids;
import vesper.bank.account.Accounts;
import vesper.bank.account.LedgerCode;
import vesper.bank.ledger.BookingOutcome;
import vesper.bank.ledger.EntryKind;
import vesper.bank.ledger.EntryRequest;
import vesper.bank.ledger.Ledger;

/**
 * Moves a running total of many loans by one SQL statement, and books what they rise or fall by together as one entry a
 * currency between the bank's own accounts.
 */
final class SummedEntries {
    private final JdbcClient jdbc;
    private final Ledger ledger;
    private final Accounts accounts;
    private final Purpose purpose;

    /**
     * What the entries are for.
     *
     * @param name first part of their ids
     * @param debit debited by what the total rises by; credited if it falls
     */
    record Purpose(String name, EntryKind kind, String narrative, LedgerCode debit, LedgerCode credit) {}

    SummedEntries(JdbcClient jdbc, Ledger ledger, Accounts accounts, Purpose purpose) {
        this.jdbc = jdbc;
        this.ledger = ledger;
        this.accounts = accounts;
        this.purpose = purpose;
    }

    /**
     * Moves the totals of the loans of a range of accounts, in the surrounding transaction.
     *
     * @param statement moves rows {@code :after} to {@code :upTo} as of {@code :day} and returns, by currency: currency, loans,
     *     added, first and last account, and the new total, which tells this move from any other of the day
     */
    List<LoanSum> move(String statement, LocalDate day, long after, long upTo) {
        List<Moved> all = jdbc.sql(statement)
                .param("day", day)
                .param("after", after)
                .param("upTo", upTo)
                .query((row, n) -> {
                    String currency = row.getString("currency");
                    UUID id = Ids.of(
                            purpose.name(),
                            day.toString(),
                            currency,
                            row.getString("first"),
                            row.getString("last"),
                            row.getString("loans"),
                            row.getString("total"));
                    return new Moved(id, new LoanSum(currency, row.getLong("loans"), row.getLong("added")));
                })
                .list();
        all.forEach(moved ->
                book(moved.id(), day, moved.sum().currency(), moved.sum().addedMinor()));
        return all.stream().map(Moved::sum).toList();
    }

    private record Moved(UUID id, LoanSum sum) {}

    /**
     * Debits one account and credits the other; the other way round if the amount is negative. Zero books nothing.
     *
     * @throws IllegalStateException if the entry is refused or was booked before: the surrounding transaction, which moved what
     *     the entry stands for, must not be committed then
     */
    private void book(UUID id, LocalDate day, String currency, long amountMinor) {
        if (amountMinor == 0) {
            return;
        }
        EntryRequest entry = EntryRequest.move(
                id,
                purpose.kind(),
                day,
                purpose.narrative(),
                accounts.ledgerAccount(purpose.debit(), currency).id(),
                accounts.ledgerAccount(purpose.credit(), currency).id(),
                amountMinor,
                currency,
                false);
        BookingOutcome outcome = ledger.book(List.of(entry)).get(0);
        if (!(outcome instanceof BookingOutcome.Booked booked) || booked.repeated()) {
            throw new IllegalStateException(purpose.kind() + " of " + day + " was not booked: " + outcome);
        }
    }
}
