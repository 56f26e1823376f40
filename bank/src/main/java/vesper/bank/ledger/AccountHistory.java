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

    /**
     * Which lines are asked for; what is null does not matter.
     *
     * @param from first booking date
     * @param to last booking date
     * @param minMinor smallest amount, whatever its sign; zero or positive
     * @param maxMinor largest amount, whatever its sign
     * @param received true: credits only, false: debits only
     * @param words that the narrative holds, all of them, in small letters
     */
    public record Filter(
            @Nullable LocalDate from,
            @Nullable LocalDate to,
            @Nullable Long minMinor,
            @Nullable Long maxMinor,
            @Nullable Boolean received,
            @Nullable EntryKind kind,
            List<String> words) {
        /** Every line. */
        public static final Filter ALL = new Filter(null, null, null, null, null, null, List.of());

        public Filter {
            words = List.copyOf(words);
        }
    }

    /** Newest first: up to {@code limit} lines older than {@code before}. */
    public List<Transaction> before(long accountId, Position before, int limit) {
        return before(accountId, before, limit, Filter.ALL);
    }

    /** Newest first: up to {@code limit} lines older than {@code before} that pass the filter. */
    public List<Transaction> before(long accountId, Position before, int limit, Filter filter) {
        return jdbc.sql("""
                        select e.id, p.entry_seq, p.leg, e.kind, p.booking_date, p.value_date, e.recorded_at, e.narrative,
                               p.amount_minor, p.currency, p.balance_after_minor
                          from posting p join journal_entry e on e.seq = p.entry_seq
                         where p.account_id = :account and (p.entry_seq, p.leg) < (:seq, :leg)
                           and (cast(:from as date) is null or p.booking_date >= cast(:from as date))
                           and (cast(:to as date) is null or p.booking_date <= cast(:to as date))
                           and (cast(:min as bigint) is null or abs(p.amount_minor) >= cast(:min as bigint))
                           and (cast(:max as bigint) is null or abs(p.amount_minor) <= cast(:max as bigint))
                           and (cast(:received as boolean) is null or (p.amount_minor > 0) = cast(:received as boolean))
                           and (cast(:kind as text) is null or e.kind = cast(:kind as text))
                           and not exists (select from unnest(cast(:words as text[])) word
                                            where position(word in lower(e.narrative)) = 0)
                         order by p.entry_seq desc, p.leg desc limit :limit
                        """)
                .param("account", accountId)
                .param("seq", before.entrySeq())
                .param("leg", before.leg())
                .param("limit", limit)
                .param("from", filter.from())
                .param("to", filter.to())
                .param("min", filter.minMinor())
                .param("max", filter.maxMinor())
                .param("received", filter.received())
                .param("kind", filter.kind() == null ? null : filter.kind().name())
                .param("words", filter.words().toArray(String[]::new))
                .query(ROW)
                .list();
    }
}
