package vesper.bank.ledger;

import java.time.LocalDate;
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
            long amountMinor,
            String currency) {}

    /**
     * Postings of a range of booking dates, both inclusive, by entry and leg. To be called within a transaction, so that
     * rows come in portions; close the stream.
     */
    public Stream<Line> lines(LocalDate from, LocalDate to) {
        return jdbc
                .sql("""
                        select e.seq, e.id, e.kind, e.booking_date, e.value_date, e.narrative, a.number, a.kind as account_kind,
                               p.amount_minor, p.currency
                          from journal_entry e
                          join posting p on p.entry_seq = e.seq
                          join account a on a.id = p.account_id
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
                        row.getLong("amount_minor"),
                        row.getString("currency")))
                .stream();
    }
}
