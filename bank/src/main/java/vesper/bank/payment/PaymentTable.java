package vesper.bank.payment;

import java.nio.ByteBuffer;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.JdbcTemplate;
import vesper.bank.event.EventCodec;
import vesper.bank.event.PaymentDecided;
import vesper.bank.event.PaymentKind;
import vesper.bank.event.PaymentSubmitted;
import vesper.bank.event.UnreadableEventException;

/** Rows of {@code payment} and {@code review_case}, read and written a batch at a time. */
final class PaymentTable {
    private static final String INSERT = """
            insert into payment (id, client_id, kind, debtor_account_id, creditor_account_id, card_id, amount_minor, currency,
                                 merchant, category, reference, occurred_at, accepted_at, business_date, request_hash,
                                 status, status_reason, score, decision)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
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
                    var statement = connection.prepareStatement("""
                            select p.id, p.client_id, p.request_hash, p.accepted_at, p.business_date, p.status,
                                   p.status_reason, e.booking_date
                              from payment p left join journal_entry e on e.id = p.id and p.status = 'BOOKED'
                             where p.id = any(?)
                            """);
                    statement.setArray(1, connection.createArrayOf("uuid", ids.toArray()));
                    return statement;
                },
                (row, n) -> new RecordedPayment(
                        row.getObject("id", UUID.class),
                        row.getString("client_id"),
                        row.getBytes("request_hash"),
                        row.getTimestamp("accepted_at").toInstant(),
                        row.getObject("business_date", LocalDate.class),
                        PaymentStatus.valueOf(row.getString("status")),
                        row.getString("status_reason"),
                        row.getObject("booking_date", LocalDate.class)));
    }

    /** What is recorded of a payment: its state, and the request that took its id. */
    record Known(PaymentStatus status, ByteBuffer requestHash) {}

    /** Those of the payments that are recorded, locked until the transaction ends. */
    Map<UUID, Known> lock(List<UUID> ids) {
        Map<UUID, Known> found = new HashMap<>();
        jdbc.query(
                connection -> {
                    var statement = connection.prepareStatement(
                            "select id, status, request_hash from payment where id = any(?) order by id for no key update");
                    statement.setArray(1, connection.createArrayOf("uuid", ids.toArray()));
                    return statement;
                },
                (ResultSet row) -> {
                    found.put(
                            row.getObject(1, UUID.class),
                            new Known(PaymentStatus.valueOf(row.getString(2)), ByteBuffer.wrap(row.getBytes(3))));
                });
        return found;
    }

    /** Inserts new payments, moves those known, and opens a case for each that comes under review. */
    void write(List<Payments.Recorded> payments) {
        List<Payments.Recorded> added =
                payments.stream().filter(Payments.Recorded::isNew).toList();
        if (!added.isEmpty()) {
            jdbc.batchUpdate(INSERT, added, added.size(), (statement, payment) -> {
                PaymentSubmitted submitted = payment.decided().getPayment();
                statement.setObject(1, submitted.getId());
                statement.setString(2, submitted.getClientId());
                statement.setString(3, submitted.getKind().name());
                statement.setLong(4, submitted.getDebtorAccountId());
                statement.setLong(5, submitted.getCreditorAccountId());
                statement.setObject(6, submitted.getCardId(), java.sql.Types.OTHER);
                statement.setLong(7, submitted.getAmountMinor());
                statement.setString(8, submitted.getCurrency());
                statement.setString(9, submitted.getMerchant());
                statement.setString(10, submitted.getCategory());
                statement.setString(11, submitted.getReference());
                statement.setTimestamp(12, Timestamp.from(submitted.getOccurredAt()));
                statement.setTimestamp(13, Timestamp.from(submitted.getAcceptedAt()));
                statement.setObject(14, submitted.getBusinessDate());
                byte[] hash = new byte[submitted.getRequestHash().remaining()];
                submitted.getRequestHash().duplicate().get(hash);
                statement.setBytes(15, hash);
                statement.setString(16, payment.status().name());
                statement.setString(17, payment.reason());
                statement.setInt(18, payment.decided().getScore());
                statement.setBytes(19, EventCodec.DECIDED.encode(payment.decided()));
            });
        }
        List<Object[]> cases = added.stream()
                .filter(payment -> payment.status() == PaymentStatus.IN_REVIEW)
                .map(payment -> new Object[] {payment.id()})
                .toList();
        if (!cases.isEmpty()) {
            jdbc.batchUpdate("insert into review_case (payment_id) values (?)", cases);
        }
        List<Object[]> moved = payments.stream()
                .filter(payment -> !payment.isNew())
                .map(payment -> new Object[] {payment.status().name(), payment.reason(), payment.id()})
                .toList();
        if (!moved.isEmpty()) {
            jdbc.batchUpdate("update payment set status = ?, status_reason = ? where id = ?", moved);
        }
    }

    Instant clock() {
        return jdbc.queryForObject(
                "select clock_timestamp()", (row, n) -> row.getTimestamp(1).toInstant());
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
