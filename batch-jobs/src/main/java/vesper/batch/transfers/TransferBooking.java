package vesper.batch.transfers;

import java.sql.Types;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.springframework.jdbc.core.JdbcTemplate;
import vesper.bank.Bank;
import vesper.bank.exceptions.ExceptionItems;
import vesper.bank.exceptions.FailedItem;
import vesper.bank.ledger.BookingOutcome;
import vesper.bank.ledger.Refusal;
import vesper.bank.transfer.StandingOrders;
import vesper.batch.task.Totals;
import vesper.batch.transfers.Transfer.Occurrence;

/**
 * Books scheduled transfers and notes what became of each: one that the ledger refuses is an exception. An occurrence of a standing
 * order without funds goes as its holder chose. The entry's id follows from the transfer, so one that is booked is not booked
 * again.
 */
final class TransferBooking {
    static final String STEP = "scheduled-transfers";

    private static final String RECORD = """
            update scheduled_transfer set state = ?, reason = ?, entry_id = ?, due_on = ?, tries = ?
             where id = ? and state in ('PENDING', 'FAILED')
            """;
    private static final int[] TYPES = {
        Types.VARCHAR, Types.VARCHAR, Types.OTHER, Types.DATE, Types.INTEGER, Types.BIGINT
    };

    private final Bank bank;
    private final JdbcTemplate batches;
    private final ExceptionItems exceptions;
    private final StandingOrders orders;

    TransferBooking(Bank bank, JdbcTemplate batches) {
        this.bank = bank;
        this.batches = batches;
        this.exceptions = bank.exceptions();
        this.orders = bank.standingOrders();
    }

    /** What is done about a transfer that was refused. */
    private enum Fate {
        /** A coming night tries it again. */
        AGAIN,
        /** It is left out, as the holder chose. */
        LEFT_OUT,
        /** It is left to people. */
        LEFT_TO_PEOPLE
    }

    /** Books one that failed before, since a person asks for it. */
    BookingOutcome bookAgain(Transfer transfer, LocalDate bookingDate) {
        BookingOutcome outcome =
                bank.ledger().book(List.of(transfer.entry(bookingDate))).get(0);
        Object[] row = outcome instanceof BookingOutcome.Refused refused
                ? failed(transfer, refused.reason(), Fate.LEFT_TO_PEOPLE)
                : booked(transfer, outcome);
        record(Collections.singletonList(row));
        return outcome;
    }

    /** Books what is due in the night: what fails becomes an exception. */
    Totals bookDue(List<Transfer> transfers, LocalDate businessDate) {
        List<BookingOutcome> outcomes = bank.ledger()
                .book(transfers.stream()
                        .map(transfer -> transfer.entry(businessDate))
                        .toList());
        List<Object[]> rows = new ArrayList<>(transfers.size());
        List<FailedItem> failed = new ArrayList<>();
        List<Long> done = new ArrayList<>();
        Totals totals = Totals.NONE;
        for (int i = 0; i < transfers.size(); i++) {
            Transfer transfer = transfers.get(i);
            if (outcomes.get(i) instanceof BookingOutcome.Refused refused) {
                Fate fate = fate(transfer, refused.reason());
                rows.add(failed(transfer, refused.reason(), fate));
                failed.add(transfer.failed(refused.reason().name(), fate != Fate.LEFT_OUT, fate == Fate.AGAIN));
            } else {
                rows.add(booked(transfer, outcomes.get(i)));
                done.add(transfer.id());
                totals = totals.plus(Totals.one(transfer.currency(), transfer.amountMinor()));
            }
        }
        record(rows);
        exceptions.raise(businessDate, failed);
        exceptions.settle(STEP, done);
        return totals.plus(Totals.failed(failed.size()));
    }

    private Fate fate(Transfer transfer, Refusal refusal) {
        Occurrence order = transfer.order();
        if (order == null || refusal != Refusal.INSUFFICIENT_FUNDS) {
            return Fate.LEFT_TO_PEOPLE;
        }
        return switch (order.withoutFunds()) {
            case RETRY -> transfer.tries() + 1 < order.retryDays() ? Fate.AGAIN : Fate.LEFT_TO_PEOPLE;
            case SKIP -> Fate.LEFT_OUT;
            case CANCEL -> {
                orders.cancel(order.orderId());
                yield Fate.LEFT_OUT;
            }
        };
    }

    private static Object[] booked(Transfer transfer, BookingOutcome outcome) {
        return new Object[] {"BOOKED", null, outcome.id(), transfer.dueOn(), transfer.tries(), transfer.id()};
    }

    private static Object[] failed(Transfer transfer, Refusal refusal, Fate fate) {
        Occurrence order = transfer.order();
        boolean again = fate == Fate.AGAIN && order != null;
        return new Object[] {
            again ? "PENDING" : fate == Fate.LEFT_OUT ? "GIVEN_UP" : "FAILED",
            again ? null : refusal.name(),
            null,
            again && order != null ? order.calendar().plusBusinessDays(transfer.dueOn(), 1) : transfer.dueOn(),
            transfer.tries() + 1,
            transfer.id()
        };
    }

    private void record(List<Object[]> rows) {
        batches.batchUpdate(RECORD, rows, TYPES);
    }
}
