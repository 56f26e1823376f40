package vesper.bank.holder;

import java.sql.Types;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import vesper.bank.Ids;
import vesper.bank.holder.JointPayment.State;

/** Takes down transfers that two must sign, and what the second holder decides. Each is decided once. */
public final class JointPayments {
    private static final String COLUMNS = """
            select id, debtor_account_id, creditor_account_id, amount_minor, currency, narrative, asked_by, login, expires_at, state,
                   decided_by, payment_id, reason
              from joint_payment
            """;
    private static final RowMapper<JointPayment> ROW = (row, n) -> new JointPayment(
            row.getObject("id", UUID.class),
            row.getLong("debtor_account_id"),
            row.getLong("creditor_account_id"),
            row.getLong("amount_minor"),
            row.getString("currency"),
            row.getString("narrative"),
            row.getLong("asked_by"),
            row.getString("login"),
            row.getTimestamp("expires_at").toInstant(),
            State.valueOf(row.getString("state")),
            row.getObject("decided_by", Long.class),
            row.getObject("payment_id", UUID.class),
            row.getString("reason"));

    private final JdbcClient jdbc;

    public JointPayments(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * What is asked for.
     *
     * @param amountMinor positive
     * @param login of the customer who asks, in whose name it will be sent
     */
    public record Asked(
            long debtorAccountId,
            long creditorAccountId,
            long amountMinor,
            String currency,
            String narrative,
            long askedBy,
            String login,
            Instant expiresAt) {}

    /** Takes a transfer down, which then waits. */
    public JointPayment add(Asked asked) {
        UUID id = Ids.next();
        jdbc.sql("""
                        insert into joint_payment (id, debtor_account_id, creditor_account_id, amount_minor, currency, narrative,
                                                   asked_by, login, expires_at)
                        values (:id, :debtor, :creditor, :amount, :currency, :narrative, :by, :login, :expires)
                        """)
                .param("id", id)
                .param("debtor", asked.debtorAccountId())
                .param("creditor", asked.creditorAccountId())
                .param("amount", asked.amountMinor())
                .param("currency", asked.currency())
                .param("narrative", asked.narrative())
                .param("by", asked.askedBy())
                .param("login", asked.login())
                .param("expires", utc(asked.expiresAt()), Types.TIMESTAMP_WITH_TIMEZONE)
                .update();
        return find(id).orElseThrow();
    }

    public Optional<JointPayment> find(UUID id) {
        return jdbc.sql(COLUMNS + " where id = :id").param("id", id).query(ROW).optional();
    }

    /** Those from the accounts, newest first. */
    public List<JointPayment> ofAccounts(Collection<Long> accountIds, int limit) {
        return jdbc.sql(COLUMNS + " where debtor_account_id = any(:accounts) order by asked_at desc, id limit :limit")
                .param("accounts", accountIds.toArray(Long[]::new))
                .param("limit", limit)
                .query(ROW)
                .list();
    }

    /**
     * Approves a transfer that waits: from then on it can only be sent, or refused.
     *
     * @param by another holder than who asked
     * @return whether it waited until now
     */
    public boolean approve(UUID id, long by, Instant now) {
        return decide(id, State.APPROVED, by, now);
    }

    /** Rejects a transfer that waits; who asked may do so too. Returns whether it waited until now. */
    public boolean reject(UUID id, long by, Instant now) {
        return decide(id, State.REJECTED, by, now);
    }

    private boolean decide(UUID id, State state, long by, Instant now) {
        return jdbc.sql("""
                        update joint_payment set state = :state, decided_by = :by, decided_at = :now
                         where id = :id and state = 'WAITING' and expires_at > :now
                        """)
                        .param("state", state.name())
                        .param("by", by)
                        .param("now", utc(now), Types.TIMESTAMP_WITH_TIMEZONE)
                        .param("id", id)
                        .update()
                == 1;
    }

    /** Notes that an approved transfer is on its way. */
    public void sent(UUID id, UUID paymentId) {
        jdbc.sql("update joint_payment set state = 'SENT', payment_id = :payment where id = :id and state = 'APPROVED'")
                .param("payment", paymentId)
                .param("id", id)
                .update();
    }

    /** Notes that an approved transfer cannot be sent. */
    public void refused(UUID id, String reason) {
        jdbc.sql("update joint_payment set state = 'REFUSED', reason = :reason where id = :id and state = 'APPROVED'")
                .param("reason", reason)
                .param("id", id)
                .update();
    }

    /** Those approved longer ago than sending takes: whoever approved them was interrupted. */
    public List<JointPayment> unsent(Instant now, Duration age, int limit) {
        return jdbc.sql(COLUMNS + " where state = 'APPROVED' and decided_at < :before order by decided_at limit :limit")
                .param("before", utc(now.minus(age)), Types.TIMESTAMP_WITH_TIMEZONE)
                .param("limit", limit)
                .query(ROW)
                .list();
    }

    private static OffsetDateTime utc(Instant instant) {
        return OffsetDateTime.ofInstant(instant, ZoneOffset.UTC);
    }
}
