package vesper.bank.ledger;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Reads the postings of one account: its transactions, as the holder sees them. */
public final class AccountHistory {
    private static final RowMapper<Transaction> ROW = (row, n) -> new Transaction(
            row.getObject("id", UUID.class),
            row.getLong("entry_seq"),
            row.getInt("leg"),
            EntryKind.valueOf(row.getString("kind")),
            row.getObject("booking_date", LocalDate.class),
            row.getObject("value_date", LocalDate.class),
            row.getTimestamp("recorded_at").toInstant(),
            row.getString("narrative"),
            row.getLong("amount_minor"),
            row.getString("currency"),
            row.getObject("balance_after_minor", Long.class));

    private final JdbcClient jdbc;

    public AccountHistory(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * One line of an account.
     *
     * @param amountMinor positive: received, negative: paid
     * @param balanceAfterMinor null on the bank's own accounts
     */
    public record Transaction(
            UUID entryId,
            long entrySeq,
            int leg,
            EntryKind kind,
            LocalDate bookingDate,
            LocalDate valueDate,
            Instant recordedAt,
            String narrative,
            long amountMinor,
            String currency,
            @Nullable Long balanceAfterMinor) {
        /** Where this line stands in its account's history. */
        public Position position() {
            return new Position(entrySeq, leg);
        }
    }

    /** A place in an account's history, for reading on from there. */
    public record Position(long entrySeq, int leg) {
        /** After all that is booked. */
        public static final Position END = new Position(Long.MAX_VALUE, Short.MAX_VALUE);
    }

    /** Newest first: up to {@code limit} lines older than {@code before}. */
    public List<Transaction> before(long accountId, Position before, int limit) {
        return jdbc.sql("""
                        select e.id, p.entry_seq, p.leg, e.kind, p.booking_date, p.value_date, e.recorded_at, e.narrative,
                               p.amount_minor, p.currency, p.balance_after_minor
                          from posting p join journal_entry e on e.seq = p.entry_seq
                         where p.account_id = :account and (p.entry_seq, p.leg) < (:seq, :leg)
                         order by p.entry_seq desc, p.leg desc limit :limit
                        """)
                .param("account", accountId)
                .param("seq", before.entrySeq())
                .param("leg", before.leg())
                .param("limit", limit)
                .query(ROW)
                .list();
    }
}
