package vesper.bank.ledger;

import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import vesper.bank.calendar.BusinessDay;
import vesper.bank.database.RoundTrip;
import vesper.bank.event.Topics;
import vesper.bank.outbox.Outbox;

/**
 * The rows of a decided batch, all written by few statements. The bank's own accounts come last: a booking takes a part of each
 * balance that no other transaction holds at that moment, so commits do not wait for each other on them.
 */
final class LedgerWrites {
    private static final String MOVE = """
            update account set balance_minor = balance_minor + d.delta, held_minor = held_minor + d.held
              from (select unnest(?::bigint[]) as id, unnest(?::bigint[]) as delta, unnest(?::bigint[]) as held) d
             where account.id = d.id
            """;

    /**
     * One statement, as each costs as much as the rows of a small batch: the accounts are locked, so the update waits for none. The
     * arrays are unfolded side by side in the select lists; in a from clause each of them would fill a store of its own first.
     */
    private static final String INSERT_AND_MOVE = "with message as (" + Outbox.INSERT + """
            ), entry as (
                insert into journal_entry (seq, id, kind, booking_date, value_date, recorded_at, narrative, fingerprint, reverses,
                                           captures)
                select unnest(?::bigint[]), unnest(?::uuid[]), unnest(?::text[]), unnest(?::date[]), unnest(?::date[]), ?::timestamptz,
                       unnest(?::text[]), unnest(?::bytea[]), unnest(?::uuid[]), unnest(?::uuid[])
            ), leg as (
                insert into posting (account_id, entry_seq, leg, amount_minor, currency, booking_date, value_date,
                                     balance_after_minor)
                select unnest(?::bigint[]), unnest(?::bigint[]), unnest(?::smallint[]), unnest(?::bigint[]), unnest(?::text[]),
                       unnest(?::date[]), unnest(?::date[]), unnest(?::bigint[])
            )
            """ + MOVE;

    private static final String INSERT_HOLDS = """
            insert into hold (id, account_id, amount_minor, currency, narrative, placed_on, expires_on, recorded_at)
            select id, account_id, amount_minor, currency, narrative, ?, greatest(expires_on, ?), ?
              from unnest(?::uuid[], ?::bigint[], ?::bigint[], ?::text[], ?::text[], ?::date[])
                   as h (id, account_id, amount_minor, currency, narrative, expires_on)
            """;
    private static final String MOVE_HOLDS = """
            update hold set captured_minor = h.captured, state = h.state, ended_at = case h.state when 'ACTIVE' then null else ?::timestamptz end
              from unnest(?::uuid[], ?::bigint[], ?::text[]) as h (id, captured, state)
             where hold.id = h.id
            """;
    private static final String MOVE_OWN_BALANCES = "select add_to_own_balances(?, ?)";

    private final List<Long> seqs = new ArrayList<>();
    private final List<UUID> ids = new ArrayList<>();
    private final List<String> kinds = new ArrayList<>();
    private final List<String> bookingDates = new ArrayList<>();
    private final List<String> valueDates = new ArrayList<>();
    private final List<String> narratives = new ArrayList<>();
    private final List<byte[]> fingerprints = new ArrayList<>();
    private final List<@Nullable UUID> reverses = new ArrayList<>();
    private final List<@Nullable UUID> captures = new ArrayList<>();

    private final List<Outbox.Message> messages = new ArrayList<>();

    private final List<Long> accounts = new ArrayList<>();
    private final List<Long> entries = new ArrayList<>();
    private final List<Short> legs = new ArrayList<>();
    private final List<Long> amounts = new ArrayList<>();
    private final List<String> currencies = new ArrayList<>();
    private final List<String> postingBookingDates = new ArrayList<>();
    private final List<String> postingValueDates = new ArrayList<>();
    private final List<@Nullable Long> balances = new ArrayList<>();

    /** Adds an entry with its postings, and the message that it is booked. */
    void add(long seq, BookingPlan.Accepted entry, LocalDate bookingDate, LocalDate valueDate, Outbox.Message message) {
        EntryRequest request = entry.request();
        messages.add(message);
        seqs.add(seq);
        ids.add(request.id());
        kinds.add(request.kind().name());
        bookingDates.add(bookingDate.toString());
        valueDates.add(valueDate.toString());
        narratives.add(request.narrative());
        fingerprints.add(entry.fingerprint());
        reverses.add(request.relation().reverses());
        captures.add(entry.captures());
        for (int n = 0; n < request.legs().size(); n++) {
            Leg leg = request.legs().get(n);
            accounts.add(leg.accountId());
            entries.add(seq);
            legs.add((short) n);
            amounts.add(leg.amountMinor());
            currencies.add(leg.currency());
            postingBookingDates.add(bookingDate.toString());
            postingValueDates.add(valueDate.toString());
            balances.add(entry.balancesAfter().get(n));
        }
    }

    /** Adds the statements that place new holds and move those that were captured or ended. */
    static void holds(RoundTrip trip, BookingPlan plan, BusinessDay day, Instant recordedAt) {
        List<HoldRequest> placed = plan.placed();
        if (!placed.isEmpty()) {
            trip.add(INSERT_HOLDS)
                    .value(day.businessDate())
                    .value(day.businessDate())
                    .value(Timestamp.from(recordedAt))
                    .uuids(placed.stream().map(HoldRequest::id).toList())
                    .longs(placed.stream().map(HoldRequest::accountId).toList())
                    .longs(placed.stream().map(HoldRequest::amountMinor).toList())
                    .texts(placed.stream().map(HoldRequest::currency).toList())
                    .texts(placed.stream().map(HoldRequest::narrative).toList())
                    .array(
                            "date",
                            placed.stream()
                                    .map(hold -> hold.expiresOn().toString())
                                    .toList());
        }
        List<HoldState> moved = plan.movedHolds();
        if (!moved.isEmpty()) {
            trip.add(MOVE_HOLDS)
                    .value(Timestamp.from(recordedAt))
                    .uuids(moved.stream().map(HoldState::id).toList())
                    .longs(moved.stream().map(HoldState::capturedMinor).toList())
                    .texts(moved.stream().map(hold -> hold.phase().name()).toList());
        }
    }

    /**
     * Adds the statements that insert the entries, their postings and messages, and move the balances and what is held: of customers'
     * accounts, which are locked, then of the bank's own.
     */
    void insertAndMove(RoundTrip trip, Instant recordedAt, BookingPlan plan, Map<Long, AccountState> states) {
        Moves moves = Moves.of(plan, states);
        if (!seqs.isEmpty()) {
            RoundTrip.Step step = trip.add(INSERT_AND_MOVE);
            Outbox.values(step, Topics.BOOKED, messages);
            moves.values(rows(step, recordedAt));
        } else if (!moves.customers.isEmpty()) {
            moves.values(trip.add(MOVE));
        }
        if (!moves.own.isEmpty()) {
            trip.add(MOVE_OWN_BALANCES).longs(moves.own).longs(moves.ownDeltas);
        }
    }

    private RoundTrip.Step rows(RoundTrip.Step step, Instant recordedAt) {
        return step.longs(seqs)
                .uuids(ids)
                .texts(kinds)
                .array("date", bookingDates)
                .array("date", valueDates)
                .value(Timestamp.from(recordedAt))
                .texts(narratives)
                .byteArrays(fingerprints)
                .uuids(reverses)
                .uuids(captures)
                .longs(accounts)
                .longs(entries)
                .shorts(legs)
                .longs(amounts)
                .texts(currencies)
                .array("date", postingBookingDates)
                .array("date", postingValueDates)
                .longs(balances);
    }

    /** What to add to which accounts, each once, by rising id. */
    private static final class Moves {
        private final List<Long> customers = new ArrayList<>();
        private final List<Long> deltas = new ArrayList<>();
        private final List<Long> held = new ArrayList<>();
        private final List<Long> own = new ArrayList<>();
        private final List<Long> ownDeltas = new ArrayList<>();

        static Moves of(BookingPlan plan, Map<Long, AccountState> states) {
            Moves moves = new Moves();
            Map<Long, Long> deltas = plan.deltas();
            Map<Long, Long> held = plan.heldDeltas();
            TreeSet<Long> touched = new TreeSet<>(deltas.keySet());
            touched.addAll(held.keySet());
            for (Long id : touched) {
                moves.add(id, deltas.getOrDefault(id, 0L), held.getOrDefault(id, 0L), states.get(id));
            }
            return moves;
        }

        void values(RoundTrip.Step step) {
            step.longs(customers).longs(deltas).longs(held);
        }

        private void add(Long id, long delta, long heldDelta, @Nullable AccountState state) {
            if (state == null || (delta == 0 && heldDelta == 0)) {
                return;
            }
            if (state.internal()) {
                own.add(id);
                ownDeltas.add(delta);
            } else {
                customers.add(id);
                deltas.add(delta);
                held.add(heldDelta);
            }
        }
    }
}
