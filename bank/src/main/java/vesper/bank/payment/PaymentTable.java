package vesper.bank.payment;

import java.nio.ByteBuffer;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import vesper.bank.calendar.BusinessDates;
import vesper.bank.calendar.BusinessDay;
import vesper.bank.database.RoundTrip;
import vesper.bank.event.EventCodec;
import vesper.bank.event.PaymentDecided;
import vesper.bank.event.PaymentKind;
import vesper.bank.event.PaymentSubmitted;
import vesper.bank.event.UnreadableEventException;

/** Rows of {@code payment} and {@code review_case}, read and written a batch at a time. */
final class PaymentTable {
    private static final String LOCK = """
            select id, status, request_hash from payment where id = any(?) order by id for no key update
            """;
    private static final String NOW = "select " + BusinessDates.COLUMNS + ", clock_timestamp() from business_date";
    /** The arrays are unfolded side by side in the select list; in a from clause each of them would fill a store of its own first. */
    private static final String INSERT = """
            insert into payment (id, client_id, kind, debtor_account_id, creditor_account_id, card_id, amount_minor, currency,
                                 merchant, category, reference, occurred_at, accepted_at, business_date, request_hash,
                                 status, status_reason, score, decision)
            select unnest(?::uuid[]), unnest(?::text[]), unnest(?::text[]), unnest(?::bigint[]), unnest(?::bigint[]), unnest(?::uuid[]),
                   unnest(?::bigint[]), unnest(?::text[]), unnest(?::text[]), unnest(?::text[]), unnest(?::text[]),
                   unnest(?::timestamptz[]), unnest(?::timestamptz[]), unnest(?::date[]), unnest(?::bytea[]), unnest(?::text[]),
                   unnest(?::text[]), unnest(?::smallint[]), unnest(?::bytea[])
            """;

    private static final String OPEN_CASES = "insert into review_case (payment_id) select unnest(?::uuid[])";
    private static final String MOVE = """
            update payment set status = m.status, status_reason = m.reason, moved_at = clock_timestamp()
              from unnest(?::uuid[], ?::text[], ?::text[]) as m (id, status, reason)
             where payment.id = m.id
            """;

    private static final String RECORDED = """
            select p.id, p.client_id, p.request_hash, p.accepted_at, p.business_date, p.status, p.status_reason,
                   e.booking_date, greatest(p.recorded_at, p.moved_at) as changed_at
              from payment p left join journal_entry e on e.id = p.id and p.status = 'BOOKED'
            """;
    private static final String BY_ID = RECORDED + " where p.id = any(?)";
    private static final String CHANGED = RECORDED + """
             where p.client_id = ? and (p.recorded_at >= ? or p.moved_at >= ?)
             order by changed_at, p.id limit ?
            """;

    private final JdbcTemplate jdbc;

    PaymentTable(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    Optional<Payment> find(UUID id) {
        return jdbc.query("""
                        select id, client_id, kind, debtor_account_id, creditor_account_id, card_id, amount_minor, currency,
                               merchant, category, reference, occurred_at, accepted_at, business_date, request_hash,
                               status, status_reason, score, decision, recorded_at
                          from payment where id = ?
                        """, (row, n) -> payment(row), id).stream().findFirst();
    }

    /** Those of the payments that are recorded, in no order; the booking date is that of the entry with the payment's id. */
    List<RecordedPayment> recorded(Collection<UUID> ids) {
        return jdbc.query(
                connection -> {
                    var statement = connection.prepareStatement(BY_ID);
                    statement.setArray(1, connection.createArrayOf("uuid", ids.toArray()));
                    return statement;
                },
                (row, n) -> recorded(row));
    }

    List<ChangedPayment> changed(String clientId, Instant since, int limit) {
        Timestamp from = Timestamp.from(since);
        return jdbc.query(
                CHANGED,
                (row, n) -> new ChangedPayment(
                        recorded(row), row.getTimestamp("changed_at").toInstant()),
                clientId,
                from,
                from,
                limit);
    }

    private static RecordedPayment recorded(ResultSet row) throws SQLException {
        return new RecordedPayment(
                row.getObject("id", UUID.class),
                row.getString("client_id"),
                row.getBytes("request_hash"),
                row.getTimestamp("accepted_at").toInstant(),
                row.getObject("business_date", LocalDate.class),
                PaymentStatus.valueOf(row.getString("status")),
                row.getString("status_reason"),
                row.getObject("booking_date", LocalDate.class));
    }

    /** What is recorded of a payment: its state, and the request that took its id. */
    record Known(PaymentStatus status, ByteBuffer requestHash) {}

    /** What was so before a batch of decisions is recorded. */
    record Before(BusinessDay day, Map<UUID, Known> known, Instant readAt) {}

    /** Holds the business date still, and locks those of the payments that are recorded, until the transaction ends. */
    Before lock(List<UUID> ids) {
        RoundTrip trip = new RoundTrip();
        BusinessDates.holdStillKeepingPlans(trip);
        Map<UUID, Known> known = new HashMap<>();
        trip.add(LOCK)
                .uuids(ids)
                .read(row -> known.put(
                        row.getObject(1, UUID.class),
                        new Known(PaymentStatus.valueOf(row.getString(2)), ByteBuffer.wrap(row.getBytes(3)))));
        AtomicReference<@Nullable Before> before = new AtomicReference<>();
        trip.add(NOW)
                .read(row -> before.set(new Before(
                        BusinessDates.day(row), known, row.getTimestamp(4).toInstant())));
        trip.run(jdbc);
        return Objects.requireNonNull(before.get(), BusinessDates.NOT_OPEN);
    }

    /** Adds what inserts new payments, moves those known, and opens a case for each that comes under review. */
    void write(RoundTrip trip, List<Payments.Recorded> payments) {
        List<Payments.Recorded> added =
                payments.stream().filter(Payments.Recorded::isNew).toList();
        if (!added.isEmpty()) {
            insert(trip, added);
        }
        List<UUID> cases = added.stream()
                .filter(payment -> payment.status() == PaymentStatus.IN_REVIEW)
                .map(Payments.Recorded::id)
                .toList();
        if (!cases.isEmpty()) {
            trip.add(OPEN_CASES).uuids(cases);
        }
        List<Payments.Recorded> moved =
                payments.stream().filter(payment -> !payment.isNew()).toList();
        if (!moved.isEmpty()) {
            trip.add(MOVE)
                    .uuids(column(moved, Payments.Recorded::id))
                    .texts(column(moved, payment -> payment.status().name()))
                    .texts(column(moved, Payments.Recorded::reason));
        }
    }

    void run(RoundTrip trip) {
        trip.run(jdbc);
    }

    private static void insert(RoundTrip trip, List<Payments.Recorded> added) {
        List<PaymentSubmitted> payments =
                column(added, payment -> payment.decided().getPayment());
        trip.add(INSERT)
                .uuids(column(payments, PaymentSubmitted::getId))
                .texts(column(payments, PaymentSubmitted::getClientId))
                .texts(column(payments, payment -> payment.getKind().name()))
                .longs(column(payments, PaymentSubmitted::getDebtorAccountId))
                .longs(column(payments, PaymentSubmitted::getCreditorAccountId))
                .uuids(column(payments, PaymentSubmitted::getCardId))
                .longs(column(payments, PaymentSubmitted::getAmountMinor))
                .texts(column(payments, PaymentSubmitted::getCurrency))
                .texts(column(payments, PaymentSubmitted::getMerchant))
                .texts(column(payments, PaymentSubmitted::getCategory))
                .texts(column(payments, PaymentSubmitted::getReference))
                .array(
                        "timestamptz",
                        column(payments, payment -> payment.getOccurredAt().toString()))
                .array(
                        "timestamptz",
                        column(payments, payment -> payment.getAcceptedAt().toString()))
                .array(
                        "date",
                        column(payments, payment -> payment.getBusinessDate().toString()))
                .byteArrays(column(payments, payment -> bytes(payment.getRequestHash())))
                .texts(column(added, payment -> payment.status().name()))
                .texts(column(added, Payments.Recorded::reason))
                .array("smallint", column(added, payment ->
                        (short) payment.decided().getScore()))
                .byteArrays(column(added, payment -> payment.decision().bytes()));
    }

    private static byte[] bytes(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.duplicate().get(bytes);
        return bytes;
    }

    private static <R, C extends @Nullable Object> List<C> column(List<R> rows, Function<R, C> value) {
        List<C> column = new ArrayList<>(rows.size());
        rows.forEach(row -> column.add(value.apply(row)));
        return column;
    }

    private static Payment payment(ResultSet row) throws SQLException {
        PaymentDecided decided;
        try {
            decided = EventCodec.DECIDED.decode(row.getBytes("decision"));
        } catch (UnreadableEventException e) {
            throw new IllegalStateException(
                    "the decision stored with payment " + row.getString("id") + " is damaged", e);
        }
        return new Payment(
                row.getObject("id", UUID.class),
                row.getString("client_id"),
                PaymentKind.valueOf(row.getString("kind")),
                row.getLong("debtor_account_id"),
                row.getLong("creditor_account_id"),
                row.getObject("card_id", UUID.class),
                row.getLong("amount_minor"),
                row.getString("currency"),
                row.getString("merchant"),
                row.getString("category"),
                row.getString("reference"),
                row.getTimestamp("occurred_at").toInstant(),
                row.getTimestamp("accepted_at").toInstant(),
                row.getObject("business_date", LocalDate.class),
                row.getBytes("request_hash"),
                PaymentStatus.valueOf(row.getString("status")),
                row.getString("status_reason"),
                row.getInt("score"),
                decided.getReasons().stream()
                        .map(reason ->
                                new Payment.Reason(reason.getCode(), reason.getContribution(), reason.getDetail()))
                        .toList(),
                row.getTimestamp("recorded_at").toInstant());
    }
}
