package vesper.bank.ledger;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;
import vesper.bank.account.AccountKind;
import vesper.bank.account.AccountStatus;
import vesper.bank.calendar.BusinessDates;
import vesper.bank.calendar.BusinessDay;
import vesper.bank.event.EntryBooked;
import vesper.bank.event.EventCodec;
import vesper.bank.event.PostingBooked;
import vesper.bank.event.Topics;
import vesper.bank.outbox.Outbox;

/**
 * The one way to the books. {@link #book} takes a batch of entries and, in one database transaction, locks the customers'
 * accounts in id order, decides ({@link BookingPlan}), and writes entries, postings, balances and outbox with one statement
 * each. Joins the surrounding transaction if there is one.
 *
 * <p>The bank's own accounts are not locked while the batch is decided: they have no limit, and their balances move once a
 * batch, as the last write before the commit, so that batches hardly wait for each other on them.
 */
public final class Ledger {
    private static final String LOCK_ACCOUNTS = """
            select id, kind, status, currency, overdraft_limit_minor, balance_minor
              from account where id = any(?) and kind <> 'INTERNAL' order by id for no key update
            """;
    private static final String READ_OWN_ACCOUNTS = """
            select id, kind, status, currency, 0, 0 from account where id = any(?) and kind = 'INTERNAL'
            """;
    private static final String READ_KNOWN = """
            select id, seq, fingerprint, booking_date, recorded_at from journal_entry where id = any(?)
            """;
    private static final String TAKE_PLACES = """
            select clock_timestamp(), array(select nextval('journal_entry_seq') from generate_series(1, ?))
            """;
    private static final String INSERT_ENTRIES = """
            insert into journal_entry (seq, id, kind, booking_date, value_date, recorded_at, narrative, fingerprint)
            select seq, id, kind, booking_date, value_date, ?, narrative, fingerprint
              from unnest(?::bigint[], ?::uuid[], ?::text[], ?::date[], ?::date[], ?::text[], ?::bytea[])
                   as e (seq, id, kind, booking_date, value_date, narrative, fingerprint)
            """;
    private static final String INSERT_POSTINGS = """
            insert into posting (account_id, entry_seq, leg, amount_minor, currency, booking_date, value_date,
                                 balance_after_minor)
            select * from unnest(?::bigint[], ?::bigint[], ?::smallint[], ?::bigint[], ?::text[], ?::date[], ?::date[],
                                 ?::bigint[])
            """;
    private static final String MOVE_BALANCES = """
            update account set balance_minor = balance_minor + d.delta
              from unnest(?::bigint[], ?::bigint[]) as d (id, delta)
             where account.id = d.id
            """;

    private final JdbcTemplate jdbc;
    private final TransactionTemplate transaction;
    private final BusinessDates dates;
    private final Outbox outbox;

    public Ledger(JdbcTemplate jdbc, TransactionTemplate transaction, BusinessDates dates, Outbox outbox) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.dates = dates;
        this.outbox = outbox;
    }

    /**
     * Books the entries, all in one transaction, in the order given; each is booked or refused on its own.
     *
     * @return one outcome per request, in the same order
     * @throws org.springframework.dao.DataAccessException if the database fails; then nothing was booked
     */
    public List<BookingOutcome> book(List<EntryRequest> requests) {
        if (requests.isEmpty()) {
            return List.of();
        }
        return transaction.execute(status -> {
            dates.holdStill();
            Map<Long, AccountState> accounts = lockAccounts(requests);
            Map<UUID, Existing> existing = existing(requests);
            Map<UUID, BookingPlan.Known> known = new HashMap<>();
            existing.forEach((id, entry) -> known.put(id, new BookingPlan.Known(entry.seq(), entry.fingerprint())));
            BookingPlan plan = BookingPlan.of(requests, accounts, known);
            Map<UUID, BookingOutcome.Booked> booked = write(plan, accounts);
            return outcomes(requests, plan, booked, existing);
        });
    }

    private record Existing(long seq, byte[] fingerprint, LocalDate bookingDate, Instant recordedAt) {}

    private Map<Long, AccountState> lockAccounts(List<EntryRequest> requests) {
        Long[] ids = requests.stream()
                .flatMap(request -> request.legs().stream().map(Leg::accountId))
                .distinct()
                .sorted()
                .toArray(Long[]::new);
        Map<Long, AccountState> states = new HashMap<>();
        for (String query : List.of(LOCK_ACCOUNTS, READ_OWN_ACCOUNTS)) {
            jdbc.query(connection -> withArray(connection, query, "bigint", ids), (ResultSet row) -> {
                AccountState state = new AccountState(
                        row.getLong(1),
                        AccountKind.valueOf(row.getString(2)),
                        AccountStatus.valueOf(row.getString(3)),
                        row.getString(4),
                        row.getLong(5),
                        row.getLong(6));
                states.put(state.id(), state);
            });
        }
        return states;
    }

    private Map<UUID, Existing> existing(List<EntryRequest> requests) {
        UUID[] ids = requests.stream().map(EntryRequest::id).toArray(UUID[]::new);
        Map<UUID, Existing> found = new HashMap<>();
        jdbc.query(connection -> withArray(connection, READ_KNOWN, "uuid", ids), (ResultSet row) -> {
            found.put(
                    row.getObject(1, UUID.class),
                    new Existing(
                            row.getLong(2),
                            row.getBytes(3),
                            row.getObject(4, LocalDate.class),
                            row.getTimestamp(5).toInstant()));
        });
        return found;
    }

    private record Places(Instant recordedAt, List<Long> seqs) {}

    private Map<UUID, BookingOutcome.Booked> write(BookingPlan plan, Map<Long, AccountState> accounts) {
        List<BookingPlan.Accepted> accepted = plan.accepted();
        if (accepted.isEmpty()) {
            return Map.of();
        }
        BusinessDay day = dates.current();
        Places places = takePlaces(accepted.size());
        EntryRows entries = new EntryRows();
        PostingRows postings = new PostingRows();
        List<Outbox.Message> messages = new ArrayList<>(accepted.size());
        Map<UUID, BookingOutcome.Booked> booked = new HashMap<>();
        for (int i = 0; i < accepted.size(); i++) {
            BookingPlan.Accepted entry = accepted.get(i);
            EntryRequest request = entry.request();
            long seq = places.seqs().get(i);
            LocalDate bookingDate = bookingDate(request.bookingDate(), day);
            LocalDate valueDate = request.valueDate() == null ? bookingDate : request.valueDate();
            entries.add(seq, entry, bookingDate, valueDate);
            for (int leg = 0; leg < request.legs().size(); leg++) {
                postings.add(
                        seq,
                        leg,
                        request.legs().get(leg),
                        bookingDate,
                        valueDate,
                        entry.balancesAfter().get(leg));
            }
            messages.add(message(request, seq, bookingDate, valueDate, places.recordedAt()));
            booked.put(
                    request.id(),
                    new BookingOutcome.Booked(request.id(), seq, bookingDate, places.recordedAt(), false));
        }
        jdbc.update(connection -> entries.statement(connection, places.recordedAt()));
        jdbc.update(postings::statement);
        outbox.add(Topics.BOOKED, messages);
        moveBalances(plan.deltas(), accounts, false);
        moveBalances(plan.deltas(), accounts, true);
        return booked;
    }

    /** The wished date if it is the open day or the accepting one; the nearest of the two otherwise. */
    private static LocalDate bookingDate(LocalDate wished, BusinessDay day) {
        if (wished.isBefore(day.businessDate())) {
            return day.acceptingDate();
        }
        return wished.isAfter(day.acceptingDate()) ? day.acceptingDate() : wished;
    }

    private Places takePlaces(int count) {
        return jdbc.queryForObject(
                TAKE_PLACES,
                (row, n) -> {
                    Array seqs = row.getArray(2);
                    return new Places(row.getTimestamp(1).toInstant(), List.of((Long[]) seqs.getArray()));
                },
                count);
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

    /** Customers' accounts are locked already; the bank's own are touched here for the first time, in id order. */
    private void moveBalances(Map<Long, Long> deltas, Map<Long, AccountState> accounts, boolean internal) {
        List<Long> ids = new ArrayList<>();
        List<Long> amounts = new ArrayList<>();
        deltas.forEach((id, delta) -> {
            AccountState state = accounts.get(id);
            if (state != null && state.internal() == internal && delta != 0) {
                ids.add(id);
                amounts.add(delta);
            }
        });
        if (internal) {
            for (int i = 0; i < ids.size(); i++) {
                jdbc.update(
                        "update account set balance_minor = balance_minor + ? where id = ?",
                        amounts.get(i),
                        ids.get(i));
            }
        } else if (!ids.isEmpty()) {
            jdbc.update(connection -> {
                PreparedStatement statement = connection.prepareStatement(MOVE_BALANCES);
                statement.setArray(1, connection.createArrayOf("bigint", ids.toArray()));
                statement.setArray(2, connection.createArrayOf("bigint", amounts.toArray()));
                return statement;
            });
        }
    }

    private static List<BookingOutcome> outcomes(
            List<EntryRequest> requests,
            BookingPlan plan,
            Map<UUID, BookingOutcome.Booked> booked,
            Map<UUID, Existing> existing) {
        List<BookingOutcome> outcomes = new ArrayList<>(requests.size());
        for (EntryRequest request : requests) {
            Refusal refusal = plan.refusalOf(request);
            BookingOutcome.Booked now = booked.get(request.id());
            Existing before = existing.get(request.id());
            if (refusal != null) {
                outcomes.add(new BookingOutcome.Refused(request.id(), refusal));
            } else if (before != null) {
                outcomes.add(new BookingOutcome.Booked(
                        request.id(), before.seq(), before.bookingDate(), before.recordedAt(), true));
            } else if (now != null) {
                outcomes.add(now);
            } else {
                throw new IllegalStateException("entry " + request.id() + " was neither booked nor refused");
            }
        }
        return outcomes;
    }

    private static PreparedStatement withArray(Connection connection, String sql, String type, Object[] values)
            throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        statement.setArray(1, connection.createArrayOf(type, values));
        return statement;
    }

    /** Columns of the entries to insert. */
    private static final class EntryRows {
        private final List<Long> seqs = new ArrayList<>();
        private final List<UUID> ids = new ArrayList<>();
        private final List<String> kinds = new ArrayList<>();
        private final List<String> bookingDates = new ArrayList<>();
        private final List<String> valueDates = new ArrayList<>();
        private final List<String> narratives = new ArrayList<>();
        private final List<byte[]> fingerprints = new ArrayList<>();

        void add(long seq, BookingPlan.Accepted entry, LocalDate bookingDate, LocalDate valueDate) {
            seqs.add(seq);
            ids.add(entry.request().id());
            kinds.add(entry.request().kind().name());
            bookingDates.add(bookingDate.toString());
            valueDates.add(valueDate.toString());
            narratives.add(entry.request().narrative());
            fingerprints.add(entry.fingerprint());
        }

        PreparedStatement statement(Connection connection, Instant recordedAt) throws SQLException {
            PreparedStatement statement = connection.prepareStatement(INSERT_ENTRIES);
            statement.setTimestamp(1, Timestamp.from(recordedAt));
            statement.setArray(2, connection.createArrayOf("bigint", seqs.toArray()));
            statement.setArray(3, connection.createArrayOf("uuid", ids.toArray()));
            statement.setArray(4, connection.createArrayOf("text", kinds.toArray()));
            statement.setArray(5, connection.createArrayOf("date", bookingDates.toArray()));
            statement.setArray(6, connection.createArrayOf("date", valueDates.toArray()));
            statement.setArray(7, connection.createArrayOf("text", narratives.toArray()));
            statement.setArray(8, connection.createArrayOf("bytea", fingerprints.toArray(byte[][]::new)));
            return statement;
        }
    }

    /** Columns of the postings to insert. */
    private static final class PostingRows {
        private final List<Long> accounts = new ArrayList<>();
        private final List<Long> seqs = new ArrayList<>();
        private final List<Short> legs = new ArrayList<>();
        private final List<Long> amounts = new ArrayList<>();
        private final List<String> currencies = new ArrayList<>();
        private final List<String> bookingDates = new ArrayList<>();
        private final List<String> valueDates = new ArrayList<>();
        private final List<@Nullable Long> balances = new ArrayList<>();

        void add(
                long seq,
                int leg,
                Leg posting,
                LocalDate bookingDate,
                LocalDate valueDate,
                @Nullable Long balanceAfter) {
            accounts.add(posting.accountId());
            seqs.add(seq);
            legs.add((short) leg);
            amounts.add(posting.amountMinor());
            currencies.add(posting.currency());
            bookingDates.add(bookingDate.toString());
            valueDates.add(valueDate.toString());
            balances.add(balanceAfter);
        }

        PreparedStatement statement(Connection connection) throws SQLException {
            PreparedStatement statement = connection.prepareStatement(INSERT_POSTINGS);
            statement.setArray(1, connection.createArrayOf("bigint", accounts.toArray()));
            statement.setArray(2, connection.createArrayOf("bigint", seqs.toArray()));
            statement.setArray(3, connection.createArrayOf("smallint", legs.toArray()));
            statement.setArray(4, connection.createArrayOf("bigint", amounts.toArray()));
            statement.setArray(5, connection.createArrayOf("text", currencies.toArray()));
            statement.setArray(6, connection.createArrayOf("date", bookingDates.toArray()));
            statement.setArray(7, connection.createArrayOf("date", valueDates.toArray()));
            statement.setArray(8, connection.createArrayOf("bigint", balances.toArray()));
            return statement;
        }
    }
}
