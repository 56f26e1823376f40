package vesper.bank.ledger;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import vesper.bank.account.AccountKind;
import vesper.bank.account.AccountStatus;
import vesper.bank.calendar.BusinessDates;
import vesper.bank.calendar.BusinessDay;
import vesper.bank.database.RoundTrip;

/**
 * All that must be known to decide on a batch of requests, read in one round trip after the customers' accounts were locked in
 * id order, and the holds after them.
 */
final class LedgerReads {
    private static final String LOCKED = """
            with locked as (
                select id, kind, status, currency, minimum_balance_minor - overdraft_limit_minor, debit_blocked, credit_blocked,
                       balance_minor, held_minor
                  from account where kind <> 'INTERNAL'
            """;
    private static final String AND_OWN = """

                 order by id for no key update
            )
            select * from locked
             union all
            select id, kind, status, currency, 0, debit_blocked, credit_blocked, 0, 0
              from account where id = any(?) and kind = 'INTERNAL'
            """;
    private static final String LOCK_ACCOUNTS = LOCKED + "and id = any(?)" + AND_OWN;
    private static final String LOCK_ACCOUNTS_AND_HOLDERS = LOCKED + """
                   and id = any(array(select unnest(?::bigint[]) union select account_id from hold where hold.id = any(?)))
            """ + AND_OWN;
    private static final String LOCK_HOLDS = """
            select id, account_id, amount_minor, captured_minor, currency, state
              from hold where id = any(?) order by id for no key update
            """;
    private static final String READ_REVERSED = """
            select target.id, reversal.id from journal_entry target
              left join journal_entry reversal on reversal.reverses = target.id
             where target.id = any(?)
            """;
    /** The day, the time and places in the journal, the same in each row; and what is in the journal already, if anything is. */
    private static final String TAKE_PLACES = """
            select %s, clock_timestamp(), array(select nextval('journal_entry_seq') from generate_series(1, ?)),
                   known.id, known.seq, known.fingerprint, known.booking_date, known.recorded_at
              from business_date left join journal_entry known on known.id = any(?)
            """.formatted(BusinessDates.COLUMNS);

    private final Map<Long, AccountState> accounts = new HashMap<>();
    private final Map<UUID, HoldState> holds = new HashMap<>();
    private final Map<UUID, Known> known = new HashMap<>();
    private final Map<UUID, @Nullable UUID> reversedBy = new HashMap<>();
    private final List<Long> places = new ArrayList<>();
    private @Nullable BusinessDay day;
    private @Nullable Instant recordedAt;

    /** An entry that is in the books. */
    record Known(long seq, byte[] fingerprint, LocalDate bookingDate, Instant recordedAt) {}

    private LedgerReads() {}

    static LedgerReads of(List<? extends LedgerRequest> requests, JdbcTemplate jdbc) {
        Named named = new Named(requests);
        RoundTrip trip = new RoundTrip();
        LedgerReads reads = new LedgerReads();
        BusinessDates.holdStillKeepingPlans(trip);
        if (named.holds.isEmpty()) {
            trip.add(LOCK_ACCOUNTS).longs(named.accounts).longs(named.accounts).read(reads::account);
        } else {
            trip.add(LOCK_ACCOUNTS_AND_HOLDERS)
                    .longs(named.accounts)
                    .uuids(named.holds)
                    .longs(named.accounts)
                    .read(reads::account);
            trip.add(LOCK_HOLDS).uuids(named.holds).read(reads::hold);
        }
        if (!named.reversed.isEmpty()) {
            trip.add(READ_REVERSED)
                    .uuids(named.reversed)
                    .read(row -> reads.reversedBy.put(row.getObject(1, UUID.class), row.getObject(2, UUID.class)));
        }
        trip.add(TAKE_PLACES).value(named.entries.size()).uuids(named.entries).read(reads::places);
        trip.run(jdbc);
        return reads;
    }

    /** What the requests name. */
    private static final class Named {
        private final TreeSet<Long> accounts = new TreeSet<>();
        private final List<UUID> entries = new ArrayList<>();
        private final TreeSet<UUID> holds = new TreeSet<>();
        private final List<UUID> reversed = new ArrayList<>();

        Named(List<? extends LedgerRequest> requests) {
            for (LedgerRequest request : requests) {
                if (request instanceof EntryRequest entry) {
                    entries.add(entry.id());
                    entry.legs().forEach(leg -> accounts.add(leg.accountId()));
                    add(holds, entry.relation().captures());
                    add(reversed, entry.relation().reverses());
                } else {
                    holds.add(request.id());
                    if (request instanceof HoldRequest hold) {
                        accounts.add(hold.accountId());
                    }
                }
            }
        }

        private static void add(java.util.Collection<UUID> to, @Nullable UUID id) {
            if (id != null) {
                to.add(id);
            }
        }
    }

    BusinessDay day() {
        return Objects.requireNonNull(day, BusinessDates.NOT_OPEN);
    }

    Map<Long, AccountState> accounts() {
        return accounts;
    }

    Map<UUID, HoldState> holds() {
        return holds;
    }

    /** The entries of the requests that are in the books already. */
    Map<UUID, Known> known() {
        return known;
    }

    BookingPlan.Before before() {
        Map<UUID, byte[]> fingerprints = new HashMap<>();
        known.forEach((id, entry) -> fingerprints.put(id, entry.fingerprint()));
        return new BookingPlan.Before(accounts, holds, fingerprints, reversedBy);
    }

    /** Places in the journal, as many as there are entries among the requests; those not used stay empty. */
    List<Long> places() {
        return places;
    }

    /** The time at which the batch is recorded: taken while the accounts are locked, so it rises along an account. */
    Instant recordedAt() {
        return Objects.requireNonNull(recordedAt, BusinessDates.NOT_OPEN);
    }

    private void account(ResultSet row) throws SQLException {
        AccountState state = new AccountState(
                row.getLong(1),
                AccountKind.valueOf(row.getString(2)),
                AccountStatus.valueOf(row.getString(3)),
                row.getString(4),
                row.getLong(5),
                row.getBoolean(6),
                row.getBoolean(7),
                row.getLong(8),
                row.getLong(9));
        accounts.put(state.id(), state);
    }

    private void hold(ResultSet row) throws SQLException {
        HoldState state = new HoldState(
                row.getObject(1, UUID.class),
                row.getLong(2),
                row.getLong(3),
                row.getLong(4),
                row.getString(5),
                HoldState.Phase.valueOf(row.getString(6)));
        holds.put(state.id(), state);
    }

    private void places(ResultSet row) throws SQLException {
        if (day == null) {
            day = BusinessDates.day(row);
            recordedAt = row.getTimestamp(4).toInstant();
            Array seqs = row.getArray(5);
            places.addAll(List.of((Long[]) seqs.getArray()));
        }
        UUID id = row.getObject(6, UUID.class);
        if (id != null) {
            known.put(
                    id,
                    new Known(
                            row.getLong(7),
                            row.getBytes(8),
                            row.getObject(9, LocalDate.class),
                            row.getTimestamp(10).toInstant()));
        }
    }
}
