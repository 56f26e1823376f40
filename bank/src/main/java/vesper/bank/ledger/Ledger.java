package vesper.bank.ledger;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;
import vesper.bank.database.RoundTrip;
import vesper.bank.event.EntryBooked;
import vesper.bank.event.EventCodec;
import vesper.bank.event.PostingBooked;
import vesper.bank.outbox.Outbox;

/**
 * The one way to the books. {@link #book} takes a batch of requests and, in one database transaction of two round trips and
 * the commit, locks the customers' accounts in id order and reads what there is to know ({@link LedgerReads}), decides
 * ({@link BookingPlan}), and writes entries, postings, holds, balances and outbox ({@link LedgerWrites}). Joins the surrounding
 * transaction if there is one.
 *
 * <p>The bank's own accounts are not locked: they have no limit, and their balances are kept in parts.
 */
public final class Ledger {
    private final JdbcTemplate jdbc;
    private final TransactionTemplate transaction;

    public Ledger(JdbcTemplate jdbc, TransactionTemplate transaction) {
        this.jdbc = jdbc;
        this.transaction = transaction;
    }

    /**
     * Does what is asked, all in one transaction, in the order given; each request is granted or refused on its own, unless it
     * is linked to others.
     *
     * @return one outcome per request, in the same order
     * @throws org.springframework.dao.DataAccessException if the database fails; then nothing was booked
     */
    public List<BookingOutcome> book(List<? extends LedgerRequest> requests) {
        if (requests.isEmpty()) {
            return List.of();
        }
        return transaction.execute(status -> {
            LedgerReads reads = LedgerReads.of(requests, jdbc);
            BookingPlan plan = BookingPlan.of(requests, reads.before());
            Map<UUID, BookingOutcome.Booked> booked = write(plan, reads);
            List<BookingOutcome> outcomes = new ArrayList<>(requests.size());
            for (int place = 0; place < requests.size(); place++) {
                LedgerRequest request = requests.get(place);
                Refusal refusal = plan.refusalAt(place);
                outcomes.add(
                        refusal == null
                                ? granted(request, booked, reads)
                                : new BookingOutcome.Refused(request.id(), refusal));
            }
            return outcomes;
        });
    }

    private Map<UUID, BookingOutcome.Booked> write(BookingPlan plan, LedgerReads reads) {
        List<BookingPlan.Accepted> accepted = plan.accepted();
        LedgerWrites writes = new LedgerWrites();
        Map<UUID, BookingOutcome.Booked> booked = new HashMap<>();
        Instant recordedAt = reads.recordedAt();
        for (int i = 0; i < accepted.size(); i++) {
            BookingPlan.Accepted entry = accepted.get(i);
            EntryRequest request = entry.request();
            long seq = reads.places().get(i);
            LocalDate bookingDate = reads.day().bookingDate(request.bookingDate());
            LocalDate valueDate = request.valueDate() == null ? bookingDate : request.valueDate();
            writes.add(seq, entry, bookingDate, valueDate, message(request, seq, bookingDate, valueDate, recordedAt));
            booked.put(request.id(), new BookingOutcome.Booked(request.id(), seq, bookingDate, recordedAt, false));
        }
        RoundTrip trip = new RoundTrip();
        LedgerWrites.holds(trip, plan, reads.day(), recordedAt);
        writes.insertAndMove(trip, recordedAt, plan, reads.accounts());
        trip.run(jdbc);
        return booked;
    }

    private static Outbox.Message message(
            EntryRequest request, long seq, LocalDate bookingDate, LocalDate valueDate, Instant recordedAt) {
        EntryBooked event = new EntryBooked(
                request.id(),
                seq,
                request.kind().name(),
                bookingDate,
                valueDate,
                recordedAt,
                request.narrative(),
                request.legs().stream()
                        .map(leg -> new PostingBooked(leg.accountId(), leg.amountMinor(), leg.currency()))
                        .toList());
        return new Outbox.Message(request.id().toString(), EventCodec.BOOKED.encode(event));
    }

    private static BookingOutcome granted(
            LedgerRequest request, Map<UUID, BookingOutcome.Booked> booked, LedgerReads reads) {
        if (request instanceof EntryRequest) {
            LedgerReads.Known before = reads.known().get(request.id());
            BookingOutcome.Booked now = booked.get(request.id());
            if (before != null) {
                return new BookingOutcome.Booked(
                        request.id(), before.seq(), before.bookingDate(), before.recordedAt(), true);
            }
            if (now == null) {
                throw new IllegalStateException("entry " + request.id() + " was neither booked nor refused");
            }
            return now;
        }
        HoldState before = reads.holds().get(request.id());
        boolean repeated = before != null && (request instanceof HoldRequest || !before.active());
        return new BookingOutcome.HoldMoved(request.id(), repeated);
    }
}
