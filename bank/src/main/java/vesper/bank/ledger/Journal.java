package vesper.bank.ledger;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;
import vesper.bank.account.AccountKind;

/** Reads the whole journal in order. */
public final class Journal {
    private static final int FETCH_ROWS = 1_000;

    private final JdbcClient jdbc;

    public Journal(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * One posting with its entry.
     *
     * @param account number of the account
     * @param chartCode under which it is in the chart of accounts
     * @param amountMinor positive credits the account, negative debits it
     */
    public record Line(
            long seq,
            UUID entryId,
            String kind,
            LocalDate bookingDate,
            LocalDate valueDate,
            String narrative,
            String account,
            AccountKind accountKind,
            String chartCode,
            long amountMinor,
            String currency) {}

    /**
     * The entry that takes back another one, to be booked with today's date; its amounts earn interest from the other's value
     * date, as if neither had been.
     *
     * @param id of the new entry
     * @param entryId of the one to be taken back
     * @return empty if there is no such entry
     */
    public Optional<EntryRequest> reversal(UUID id, UUID entryId, LocalDate bookingDate, String narrative) {
        List<Leg> legs = jdbc.sql("""
                        select p.account_id, p.amount_minor, p.currency
                          from journal_entry e join posting p on p.entry_seq = e.seq
                         where e.id = :entry order by p.leg
                        """)
                .param("entry", entryId)
                .query((row, n) -> new Leg(row.getLong(1), Math.negateExact(row.getLong(2)), row.getString(3)))
                .list();
        if (legs.isEmpty()) {
            return Optional.empty();
        }
        LocalDate valueDate = jdbc.sql("select value_date from journal_entry where id = :entry")
                .param("entry", entryId)
                .query(LocalDate.class)
                .single();
        return Optional.of(new EntryRequest(id, EntryKind.REVERSAL, bookingDate, valueDate, narrative, legs, false)
                .reversing(entryId));
    }

    /**
     * Postings of a range of booking dates, both inclusive, by entry and leg. To be called within a transaction, so that
     * rows come in portions; close the stream.
     */
    public Stream<Line> lines(LocalDate from, LocalDate to) {
        return jdbc
                .sql("""
                        select e.seq, e.id, e.kind, e.booking_date, e.value_date, e.narrative, a.number, a.kind as account_kind,
                               c.code as chart_code, p.amount_minor, p.currency
                          from journal_entry e
                          join posting p on p.entry_seq = e.seq
                          join account a on a.id = p.account_id
                          join account_chart_code c on c.account_id = a.id
                         where e.booking_date between :from and :to
                         order by e.seq, p.leg
                        """)
                .withFetchSize(FETCH_ROWS)
                .param("from", from)
                .param("to", to)
                .query((row, n) -> new Line(
                        row.getLong("seq"),
                        row.getObject("id", UUID.class),
                        row.getString("kind"),
                        row.getObject("booking_date", LocalDate.class),
                        row.getObject("value_date", LocalDate.class),
                        row.getString("narrative"),
                        row.getString("number"),
                        AccountKind.valueOf(row.getString("account_kind")),
                        row.getString("chart_code"),
                        row.getLong("amount_minor"),
                        row.getString("currency")))
                .stream();
    }
}
