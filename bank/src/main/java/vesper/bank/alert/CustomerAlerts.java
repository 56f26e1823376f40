package vesper.bank.alert;

import java.time.Instant;
import java.time.LocalDate;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Keeps what customers want to be told, and finds it in the postings: nothing is written when an alert comes up, so none is lost and
 * none comes twice.
 */
public final class CustomerAlerts {
    private static final int DAYS = 90;
    private static final String FIND = """
            select w.kind, w.threshold_minor, a.number, e.id, e.recorded_at, p.entry_seq, p.amount_minor, p.currency,
                   p.balance_after_minor
              from alert_preference w
              join account a on a.id = w.account_id
              join posting p on p.account_id = w.account_id and p.entry_seq > w.after_seq
              join journal_entry e on e.seq = p.entry_seq
             where w.customer_id = :customer and w.account_id = any(:accounts) and p.booking_date >= :from
               and case w.kind
                   when 'LOW_BALANCE' then p.balance_after_minor < w.threshold_minor
                                       and p.balance_after_minor - p.amount_minor >= w.threshold_minor
                   when 'LARGE_PAYMENT' then p.amount_minor <= -w.threshold_minor
                   else p.amount_minor >= w.threshold_minor end
             order by p.entry_seq desc, w.kind limit :limit
            """;

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;

    public CustomerAlerts(JdbcClient jdbc, TransactionTemplate transaction) {
        this.jdbc = jdbc;
        this.transaction = transaction;
    }

    /** What a customer may be told. The names are stable: they are stored. */
    public enum Kind {
        /** A payment takes the balance below the threshold, from the threshold or above. */
        LOW_BALANCE,
        /** A payment of at least the threshold. */
        LARGE_PAYMENT,
        /** A credit of at least the threshold, such as a salary. */
        MONEY_IN
    }

    /**
     * Something to tell.
     *
     * @param entryId of the entry that it is about
     * @param thresholdMinor as the customer wishes now; positive
     * @param amountMinor of the posting; positive: received, negative: paid
     * @param balanceAfterMinor the account's balance after it
     */
    public record Alert(
            Kind kind,
            String accountNumber,
            UUID entryId,
            Instant recordedAt,
            long thresholdMinor,
            long amountMinor,
            long balanceAfterMinor,
            String currency) {}

    /** The thresholds that a customer has set for an account, in minor units of its currency. */
    public Map<Kind, Long> preferences(long customerId, long accountId) {
        Map<Kind, Long> thresholds = new EnumMap<>(Kind.class);
        jdbc.sql(
                        "select kind, threshold_minor from alert_preference where customer_id = :customer and account_id = :account")
                .param("customer", customerId)
                .param("account", accountId)
                .query(row -> {
                    thresholds.put(Kind.valueOf(row.getString("kind")), row.getLong("threshold_minor"));
                });
        return thresholds;
    }

    /**
     * Sets all thresholds of an account. One that stays the same goes on telling of what came since it was set; one that is new or
     * another tells of what comes from now on.
     *
     * @param before as the customer knows them; if they are otherwise by now, nothing is changed
     * @param after positive
     * @return whether they were changed
     */
    public boolean change(long customerId, long accountId, Map<Kind, Long> before, Map<Kind, Long> after) {
        return Objects.requireNonNull(transaction.execute(status -> {
            // Holds entries of the account up, so that none is between the newest and the wish.
            jdbc.sql("select id from account where id = :account for no key update")
                    .param("account", accountId)
                    .query(Long.class)
                    .single();
            Map<Kind, Long> now = preferences(customerId, accountId);
            if (!now.equals(before)) {
                return false;
            }
            for (Kind kind : Kind.values()) {
                if (!Objects.equals(now.get(kind), after.get(kind))) {
                    put(customerId, accountId, kind, after.getOrDefault(kind, 0L));
                }
            }
            return true;
        }));
    }

    /** @param thresholdMinor zero takes the wish away */
    private void put(long customerId, long accountId, Kind kind, long thresholdMinor) {
        jdbc.sql(
                        "delete from alert_preference where customer_id = :customer and account_id = :account and kind = :kind")
                .param("customer", customerId)
                .param("account", accountId)
                .param("kind", kind.name())
                .update();
        if (thresholdMinor != 0) {
            jdbc.sql("""
                            insert into alert_preference (account_id, customer_id, kind, threshold_minor, after_seq)
                            values (:account, :customer, :kind, :threshold,
                                    (select coalesce(max(entry_seq), 0) from posting where account_id = :account))
                            """)
                    .param("account", accountId)
                    .param("customer", customerId)
                    .param("kind", kind.name())
                    .param("threshold", thresholdMinor)
                    .update();
        }
    }

    /**
     * What there is to tell a customer, newest first, of the last 90 days.
     *
     * @param accountIds those that the customer may see now
     * @param today the business date
     */
    public List<Alert> find(long customerId, List<Long> accountIds, LocalDate today, int limit) {
        return jdbc.sql(FIND)
                .param("customer", customerId)
                .param("accounts", accountIds.toArray(Long[]::new))
                .param("from", today.minusDays(DAYS))
                .param("limit", limit)
                .query((row, n) -> new Alert(
                        Kind.valueOf(row.getString("kind")),
                        row.getString("number"),
                        row.getObject("id", UUID.class),
                        row.getTimestamp("recorded_at").toInstant(),
                        row.getLong("threshold_minor"),
                        row.getLong("amount_minor"),
                        row.getLong("balance_after_minor"),
                        row.getString("currency")))
                .list();
    }
}
