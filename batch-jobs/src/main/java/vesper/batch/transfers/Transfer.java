package vesper.batch.transfers;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import vesper.bank.Ids;
import vesper.bank.calendar.HolidayCalendar;
import vesper.bank.calendar.HolidayCalendars;
import vesper.bank.exceptions.FailedItem;
import vesper.bank.ledger.EntryKind;
import vesper.bank.ledger.EntryRequest;
import vesper.bank.transfer.StandingOrder.WithoutFunds;

/**
 * A scheduled transfer.
 *
 * @param tries how often it was refused before
 * @param order what the standing order says that it is an occurrence of; null if it is none
 */
record Transfer(
        long id,
        long debtorAccountId,
        long creditorAccountId,
        long amountMinor,
        String currency,
        LocalDate dueOn,
        String narrative,
        int tries,
        @Nullable Occurrence order) {
    static final String SELECT = """
            select t.id, t.debtor_account_id, t.creditor_account_id, t.amount_minor, t.currency, t.due_on, t.narrative, t.tries,
                   t.standing_order_id, t.ordered_for, o.without_funds, o.retry_days, o.calendar
              from scheduled_transfer t left join standing_order o on o.id = t.standing_order_id
            """;

    /** An occurrence of a standing order. */
    record Occurrence(
            long orderId, LocalDate orderedFor, WithoutFunds withoutFunds, int retryDays, HolidayCalendar calendar) {}

    static Transfer read(ResultSet row, int n) throws SQLException {
        Long order = row.getObject("standing_order_id", Long.class);
        return new Transfer(
                row.getLong("id"),
                row.getLong("debtor_account_id"),
                row.getLong("creditor_account_id"),
                row.getLong("amount_minor"),
                row.getString("currency"),
                row.getObject("due_on", LocalDate.class),
                row.getString("narrative"),
                row.getInt("tries"),
                order == null
                        ? null
                        : new Occurrence(
                                order,
                                row.getObject("ordered_for", LocalDate.class),
                                WithoutFunds.valueOf(row.getString("without_funds")),
                                row.getInt("retry_days"),
                                HolidayCalendars.ofCode(row.getString("calendar"))));
    }

    /** An occurrence is named by its order and date: its number in the table is not the same if its chunk is done again. */
    private UUID entryId() {
        return order == null
                ? Ids.of("scheduled-transfer", Long.toString(id))
                : Ids.of(
                        "standing-order",
                        Long.toString(order.orderId()),
                        order.orderedFor().toString());
    }

    EntryRequest entry(LocalDate bookingDate) {
        return EntryRequest.move(
                entryId(),
                EntryKind.TRANSFER,
                bookingDate,
                narrative,
                debtorAccountId,
                creditorAccountId,
                amountMinor,
                currency,
                true);
    }

    /**
     * What a person sees of it.
     *
     * @param money whether somebody must see to it that the money moves
     */
    FailedItem failed(String reason, boolean money, boolean triedAgain) {
        return new FailedItem(
                TransferBooking.STEP,
                id,
                order == null ? "transfer " + id : "standing order " + order.orderId() + " of " + order.orderedFor(),
                debtorAccountId,
                dueOn,
                amountMinor,
                currency,
                reason,
                money,
                triedAgain);
    }
}
