package vesper.bank.simulator;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.springframework.jdbc.core.simple.JdbcClient;
import vesper.bank.account.AccountStatus;
import vesper.bank.ledger.Leg;

/** What the database holds of one seed's run, in the form in which the oracle tells it. */
final class Books {
    private final JdbcClient jdbc;
    private final long seqBefore;
    private final long outboxBefore;

    /** Takes what is there now as not of this run. */
    Books(JdbcClient jdbc) {
        this.jdbc = jdbc;
        seqBefore = number("select coalesce(max(seq), 0) from journal_entry");
        outboxBefore = number("select coalesce(max(id), 0) from outbox");
    }

    private long number(String sql) {
        return jdbc.sql(sql).query(Long.class).single();
    }

    /** A new customer's account in USD. */
    long openAccount(long overdraftMinor, long minimumMinor) {
        return jdbc.sql("""
                        insert into account (number, kind, product_code, customer_id, currency, overdraft_limit_minor,
                                             minimum_balance_minor, name, opened_on)
                        values (gen_random_uuid()::text, 'CURRENT', 'current', (select min(id) from customer), 'USD', :overdraft,
                                :minimum, 'simulated', date '2023-01-01')
                        returning id
                        """)
                .param("overdraft", overdraftMinor)
                .param("minimum", minimumMinor)
                .query(Long.class)
                .single();
    }

    void restrict(long id, AccountStatus status, boolean debitBlocked, boolean creditBlocked) {
        jdbc.sql("update account set status = :status, debit_blocked = :debit, credit_blocked = :credit where id = :id")
                .param("status", status.name())
                .param("debit", debitBlocked)
                .param("credit", creditBlocked)
                .param("id", id)
                .update();
    }

    /** Balance and held, by account. */
    Map<Long, List<Long>> accounts(List<Long> ids) {
        Map<Long, List<Long>> accounts = new TreeMap<>();
        jdbc.sql("select id, balance_minor, held_minor from account where id = any(:ids)")
                .param("ids", ids.toArray(Long[]::new))
                .query(row -> {
                    accounts.put(row.getLong(1), List.of(row.getLong(2), row.getLong(3)));
                });
        return accounts;
    }

    /** Every entry of the run as a text, by id. */
    SortedMap<String, String> entries() {
        return texts(jdbc.sql("""
                        select e.id::text, concat_ws(' ', e.kind, e.booking_date, e.value_date, coalesce(e.reverses::text, '-'),
                                                     coalesce(e.captures::text, '-'))
                               || string_agg('; ' || p.account_id || ' ' || p.amount_minor || ' ' || p.currency, '' order by p.leg)
                          from journal_entry e join posting p on p.entry_seq = e.seq
                         where e.seq > :before group by e.seq
                        """).param("before", seqBefore));
    }

    private static SortedMap<String, String> texts(JdbcClient.StatementSpec query) {
        SortedMap<String, String> texts = new TreeMap<>();
        query.query(row -> {
            texts.put(row.getString(1), row.getString(2));
        });
        return texts;
    }

    static SortedMap<String, String> expectedEntries(Oracle.World world) {
        SortedMap<String, String> entries = new TreeMap<>();
        world.entries().forEach((id, entry) -> {
            var relation = entry.request().relation();
            List<String> parts = new ArrayList<>();
            parts.add("%s %s %s %s %s"
                    .formatted(
                            entry.request().kind(),
                            entry.bookingDate(),
                            entry.valueDate(),
                            relation.reverses() == null ? "-" : relation.reverses(),
                            entry.took() == null ? "-" : entry.took()));
            for (Leg leg : entry.request().legs()) {
                parts.add(leg.accountId() + " " + leg.amountMinor() + " " + leg.currency());
            }
            entries.put(id.toString(), String.join("; ", parts));
        });
        return entries;
    }

    /** State and captured amount, by hold. */
    SortedMap<String, String> holds(List<Long> accounts) {
        return texts(jdbc.sql("select id::text, state || ' ' || captured_minor from hold where account_id = any(:ids)")
                .param("ids", accounts.toArray(Long[]::new)));
    }

    static SortedMap<String, String> expectedHolds(Oracle.World world) {
        SortedMap<String, String> holds = new TreeMap<>();
        world.holds().forEach((id, hold) -> holds.put(id.toString(), hold.state() + " " + hold.captured()));
        return holds;
    }

    /** Ids of the entries that were announced; fails if one was announced twice. */
    SortedSet<String> announced() {
        SortedSet<String> ids = new TreeSet<>();
        jdbc.sql("select unnest(keys) from outbox where id > :before")
                .param("before", outboxBefore)
                .query(row -> {
                    if (!ids.add(row.getString(1))) {
                        throw new AssertionError("announced twice: " + row.getString(1));
                    }
                });
        return ids;
    }
}
