package vesper.bank.directdebit;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import vesper.bank.Ids;
import vesper.bank.ledger.BookingOutcome;
import vesper.bank.ledger.EntryKind;
import vesper.bank.ledger.EntryRequest;
import vesper.bank.ledger.Ledger;

/**
 * Mandates and direct debits. What is due is collected once: booked, or rejected for good with a reason. The entry's id follows from
 * mandate and direct debit, so doing it twice books nothing.
 */
public final class DirectDebits {
    private static final String DUE = """
            select d.id, d.mandate_id, d.end_to_end_id, d.amount_minor, d.currency, d.due_on, d.narrative, d.debtor_account_id,
                   m.creditor_account_id, m.reference, m.signed_on, m.revoked_on, m.most_minor
              from direct_debit d join mandate m on m.id = d.mandate_id
             where d.state = 'PENDING' and d.due_on <= :day and d.id > :after
             order by d.id limit :limit
               for update of d for share of m
            """;
    private static final String RECORD =
            "update direct_debit set state = ?, reason = ?, entry_id = ? where id = ? and state = 'PENDING'";
    private static final int[] TYPES = {Types.VARCHAR, Types.VARCHAR, Types.OTHER, Types.BIGINT};

    private final JdbcClient jdbc;
    private final JdbcTemplate batches;
    private final Ledger ledger;

    public DirectDebits(JdbcTemplate batches, Ledger ledger) {
        this.jdbc = JdbcClient.create(batches);
        this.batches = batches;
        this.ledger = ledger;
    }

    /**
     * A debtor's consent.
     *
     * @param reference the creditor's name for it, at most 35 characters
     * @param mostMinor no direct debit may be greater; null: no limit
     */
    public record Mandate(
            long creditorAccountId,
            long debtorAccountId,
            String reference,
            LocalDate signedOn,
            @Nullable Long mostMinor) {}

    /**
     * What a creditor asks for under a mandate.
     *
     * @param endToEndId the creditor's name for it, at most 35 characters; the same name is collected once
     * @param amountMinor positive
     * @param dueOn collected by the close of this day; one that is due on a day closed already, by the next close
     * @param narrative what both account holders read
     */
    public record Collection(String endToEndId, long amountMinor, String currency, LocalDate dueOn, String narrative) {}

    /** What became of a direct debit; {@code rejected} is null if it was booked. */
    public record Collected(
            long id,
            String item,
            long debtorAccountId,
            LocalDate dueOn,
            long amountMinor,
            String currency,
            @Nullable RejectReason rejected) {}

    private record DirectDebit(
            Collected about, UUID entryId, String narrative, long creditorAccountId, Optional<RejectReason> mandate) {}

    /**
     * Takes a mandate down. One that is known under its reference already is left as it is.
     *
     * @return its id
     * @throws IllegalArgumentException if the reference is that of another debtor's mandate
     */
    public long grant(Mandate mandate) {
        jdbc.sql("""
                        insert into mandate (creditor_account_id, debtor_account_id, reference, signed_on, most_minor)
                        values (:creditor, :debtor, :reference, :signed, :most)
                            on conflict (creditor_account_id, reference) do nothing
                        """)
                .param("creditor", mandate.creditorAccountId())
                .param("debtor", mandate.debtorAccountId())
                .param("reference", mandate.reference())
                .param("signed", mandate.signedOn())
                .param("most", mandate.mostMinor(), Types.BIGINT)
                .update();
        return find(mandate.creditorAccountId(), mandate.reference())
                .filter(known -> known.debtorAccountId() == mandate.debtorAccountId())
                .map(Known::id)
                .orElseThrow(() -> new IllegalArgumentException(
                        "mandate " + mandate.reference() + " of this creditor is another debtor's"));
    }

    /** A mandate that was taken down. */
    public record Known(long id, long debtorAccountId) {}

    /** A creditor's mandate of the reference. */
    public Optional<Known> find(long creditorAccountId, String reference) {
        return jdbc.sql("""
                        select id, debtor_account_id from mandate
                         where creditor_account_id = :creditor and reference = :reference
                        """)
                .param("creditor", creditorAccountId)
                .param("reference", reference)
                .query((row, n) -> new Known(row.getLong("id"), row.getLong("debtor_account_id")))
                .optional();
    }

    /**
     * Revokes a mandate from a day on; what is due on the day or later is rejected.
     *
     * @return false if there is none, or it was revoked before
     */
    public boolean revoke(long mandateId, LocalDate from) {
        return jdbc.sql("""
                        update mandate set revoked_on = greatest(signed_on, :from)
                         where id = :id and revoked_on is null
                        """).param("from", from).param("id", mandateId).update() == 1;
    }

    /**
     * Takes a direct debit down, to be collected on its day.
     *
     * @return false if the mandate has one of that name already; nothing was changed
     */
    public boolean present(long mandateId, Collection collection) {
        return jdbc.sql("""
                        insert into direct_debit (mandate_id, debtor_account_id, end_to_end_id, amount_minor, currency, due_on,
                                                  narrative)
                        select id, debtor_account_id, :endToEnd, :amount, :currency, :due, :narrative
                          from mandate where id = :mandate
                            on conflict (mandate_id, end_to_end_id) do nothing
                        """)
                        .param("mandate", mandateId)
                        .param("endToEnd", collection.endToEndId())
                        .param("amount", collection.amountMinor())
                        .param("currency", collection.currency())
                        .param("due", collection.dueOn())
                        .param("narrative", collection.narrative())
                        .update()
                == 1;
    }

    /** How many are to be collected by the close of the day. */
    public long countDue(LocalDate day) {
        return jdbc.sql("select count(*) from direct_debit where state = 'PENDING' and due_on <= :day")
                .param("day", day)
                .query(Long.class)
                .single();
    }

    /**
     * Collects what is due, as part of the surrounding transaction.
     *
     * @param after those whose id is greater
     * @param limit how many at most
     * @return by rising id; fewer than the limit if there are no more
     */
    public List<Collected> collect(LocalDate day, long after, int limit) {
        List<DirectDebit> due = jdbc.sql(DUE)
                .param("day", day)
                .param("after", after)
                .param("limit", limit)
                .query((row, n) -> read(row, day))
                .list();
        Map<UUID, BookingOutcome> outcomes = new HashMap<>();
        ledger.book(due.stream()
                        .filter(each -> each.mandate().isEmpty())
                        .map(each -> entry(each, day))
                        .toList())
                .forEach(outcome -> outcomes.put(outcome.id(), outcome));
        List<Collected> collected = new ArrayList<>(due.size());
        List<Object[]> rows = new ArrayList<>(due.size());
        for (DirectDebit each : due) {
            RejectReason rejected = each.mandate().orElseGet(() -> refusal(outcomes.get(each.entryId())));
            Collected about = each.about();
            rows.add(new Object[] {
                rejected == null ? "BOOKED" : "REJECTED",
                rejected == null ? null : rejected.name(),
                rejected == null ? each.entryId() : null,
                about.id()
            });
            collected.add(new Collected(
                    about.id(),
                    about.item(),
                    about.debtorAccountId(),
                    about.dueOn(),
                    about.amountMinor(),
                    about.currency(),
                    rejected));
        }
        batches.batchUpdate(RECORD, rows, TYPES);
        return collected;
    }

    private static DirectDebit read(ResultSet row, LocalDate day) throws SQLException {
        long amountMinor = row.getLong("amount_minor");
        String endToEndId = row.getString("end_to_end_id");
        Collected about = new Collected(
                row.getLong("id"),
                "direct debit " + endToEndId + " under mandate " + row.getString("reference"),
                row.getLong("debtor_account_id"),
                row.getObject("due_on", LocalDate.class),
                amountMinor,
                row.getString("currency"),
                null);
        return new DirectDebit(
                about,
                Ids.of("direct-debit", Long.toString(row.getLong("mandate_id")), endToEndId),
                row.getString("narrative"),
                row.getLong("creditor_account_id"),
                RejectReason.ofMandate(
                        day,
                        amountMinor,
                        row.getObject("signed_on", LocalDate.class),
                        row.getObject("revoked_on", LocalDate.class),
                        row.getObject("most_minor", Long.class)));
    }

    private static @Nullable RejectReason refusal(@Nullable BookingOutcome outcome) {
        return outcome instanceof BookingOutcome.Refused refused ? RejectReason.of(refused.reason()) : null;
    }

    private static EntryRequest entry(DirectDebit due, LocalDate bookingDate) {
        return EntryRequest.move(
                due.entryId(),
                EntryKind.DIRECT_DEBIT,
                bookingDate,
                due.narrative(),
                due.about().debtorAccountId(),
                due.creditorAccountId(),
                due.about().amountMinor(),
                due.about().currency(),
                true);
    }
}
