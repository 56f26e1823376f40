package vesper.bank.ledger;

import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Reads the holds that reserve funds on an account now. */
public final class Holds {
    private final JdbcClient jdbc;

    public Holds(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * A hold that has not ended.
     *
     * @param amountMinor what it still reserves: positive, minor units
     * @param expiresOn the close of this business date ends it, if nothing has before
     */
    public record ActiveHold(
            UUID id, long amountMinor, String currency, String narrative, LocalDate placedOn, LocalDate expiresOn) {}

    /** The newest first. */
    public List<ActiveHold> active(long accountId, int limit) {
        return jdbc.sql("""
                        select id, amount_minor - captured_minor as amount_minor, currency, narrative, placed_on, expires_on
                          from hold where account_id = :account and state = 'ACTIVE'
                         order by recorded_at desc, id limit :limit
                        """)
                .param("account", accountId)
                .param("limit", limit)
                .query((row, n) -> new ActiveHold(
                        row.getObject("id", UUID.class),
                        row.getLong("amount_minor"),
                        row.getString("currency"),
                        row.getString("narrative"),
                        row.getObject("placed_on", LocalDate.class),
                        row.getObject("expires_on", LocalDate.class)))
                .list();
    }
}
