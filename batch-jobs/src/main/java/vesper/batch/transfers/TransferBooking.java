package vesper.batch.transfers;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.springframework.jdbc.core.JdbcTemplate;
import vesper.bank.Bank;
import vesper.bank.Ids;
import vesper.bank.exceptions.ExceptionItems;
import vesper.bank.exceptions.FailedItem;
import vesper.bank.ledger.BookingOutcome;
import vesper.bank.ledger.EntryKind;
import vesper.bank.ledger.EntryRequest;
import vesper.batch.task.Totals;

/**
 * Books scheduled transfers and notes what became of each: one that the ledger refuses is an exception. The entry's id follows
 * from the transfer's, so one that is booked is not booked again.
 */
final class TransferBooking {
    static final String STEP = "scheduled-transfers";
    static final String COLUMNS =
            "select id, debtor_account_id, creditor_account_id, amount_minor, currency, due_on, narrative from scheduled_transfer";

    private static final String RECORD = """
            update scheduled_transfer set state = ?, reason = ?, entry_id = ?
             where id = ? and state in ('PENDING', 'FAILED')
            """;
    private static final int[] TYPES = {Types.VARCHAR, Types.VARCHAR, Types.OTHER, Types.BIGINT};

    private final Bank bank;
    private final JdbcTemplate batches;
    private final ExceptionItems exceptions;

    TransferBooking(Bank bank, JdbcTemplate batches) {
        this.bank = bank;
        this.batches = batches;
        this.exceptions = bank.exceptions();
    }

    record Transfer(
            long id,
            long debtorAccountId,
            long creditorAccountId,
            long amountMinor,
            String currency,
            LocalDate dueOn,
            String narrative) {
        static Transfer read(ResultSet row, int n) throws SQLException {
            return new Transfer(
                    row.getLong("id"),
                    row.getLong("debtor_account_id"),
                    row.getLong("creditor_account_id"),
                    row.getLong("amount_minor"),
                    row.getString("currency"),
                    row.getObject("due_on", LocalDate.class),
                    row.getString("narrative"));
        }

        EntryRequest entry(LocalDate bookingDate) {
            return EntryRequest.move(
                    Ids.of("scheduled-transfer", Long.toString(id)),
                    EntryKind.TRANSFER,
                    bookingDate,
                    narrative,
                    debtorAccountId,
                    creditorAccountId,
                    amountMinor,
                    currency,
                    true);
        }

        FailedItem failed(String reason) {
            return new FailedItem(
                    STEP, id, "transfer " + id, debtorAccountId, dueOn, amountMinor, currency, reason, true, false);
        }
    }

    /** Books in the surrounding transaction; returns the ledger's answers, in order. */
    List<BookingOutcome> book(List<Transfer> transfers, LocalDate bookingDate) {
        List<BookingOutcome> outcomes = bank.ledger()
                .book(transfers.stream()
                        .map(transfer -> transfer.entry(bookingDate))
                        .toList());
        List<Object[]> rows = new ArrayList<>(transfers.size());
        for (int i = 0; i < transfers.size(); i++) {
            long id = transfers.get(i).id();
            BookingOutcome outcome = outcomes.get(i);
            rows.add(
                    outcome instanceof BookingOutcome.Refused refused
                            ? new Object[] {"FAILED", refused.reason().name(), null, id}
                            : new Object[] {"BOOKED", null, outcome.id(), id});
        }
        batches.batchUpdate(RECORD, rows, TYPES);
        return outcomes;
    }

    /** Books what is due in the night: what fails becomes an exception. */
    Totals bookDue(List<Transfer> transfers, LocalDate businessDate) {
        List<BookingOutcome> outcomes = book(transfers, businessDate);
        List<FailedItem> failed = new ArrayList<>();
        Totals totals = Totals.NONE;
        for (int i = 0; i < transfers.size(); i++) {
            Transfer transfer = transfers.get(i);
            if (outcomes.get(i) instanceof BookingOutcome.Refused refused) {
                failed.add(transfer.failed(refused.reason().name()));
            } else {
                totals = totals.plus(Totals.one(transfer.currency(), transfer.amountMinor()));
            }
        }
        exceptions.raise(businessDate, failed);
        return totals.plus(Totals.failed(failed.size()));
    }
}
