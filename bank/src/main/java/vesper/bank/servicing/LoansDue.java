package vesper.bank.servicing;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import vesper.bank.calendar.BusinessDates;
import vesper.bank.database.KeyRanges;
import vesper.bank.database.RoundTrip;

/**
 * Loans whose turn it is on a business date, by rising key: counted, or locked and read some at a time, of a range of keys. Work on
 * one range does not touch loans of another.
 */
final class LoansDue {
    private final JdbcTemplate jdbc;
    private final JdbcClient client;
    private final BusinessDates dates;
    private final String key;
    private final String due;
    private final String next;

    /**
     * Makes a way to some loans.
     *
     * @param dueOn column of {@code loan_account} with the date of their turn; null if they have none
     * @param key column that they come in the order of, and that ranges are of: an account's id
     */
    LoansDue(JdbcTemplate jdbc, BusinessDates dates, String dueOn, String key) {
        this.jdbc = jdbc;
        this.client = JdbcClient.create(jdbc);
        this.dates = dates;
        this.key = key;
        due = "loan_account where " + dueOn + " <= :day";
        next = "select account_id, key from (select account_id, " + key + " as key from " + due + " and " + key
                + " > :after and " + key + " <= :upTo order by " + key
                + " fetch first :limit rows with ties) next order by key, account_id";
    }

    /**
     * The accounts of some loans, and the loans as they are while the surrounding transaction lasts.
     *
     * @param upTo the last one's key; where the chunk began if there is none
     */
    record Locked(List<Long> accounts, long upTo, LoanReads reads) {}

    private record Next(long account, long key) {}

    long count(LocalDate day, long after, long upTo) {
        return client.sql("select count(*) from " + due + " and " + key + " > :after and " + key + " <= :upTo")
                .param("day", day)
                .param("after", after)
                .param("upTo", upTo)
                .query(Long.class)
                .single();
    }

    /** Keys that part the loans into ranges, see {@link KeyRanges}. */
    List<Long> splits(LocalDate day, int ranges) {
        return KeyRanges.quantiles(client, key, due, Map.of("day", day), ranges);
    }

    /**
     * The next ones of a range of keys; nothing is locked if there are none.
     *
     * @param limit how many; a few more if they have the last key in common
     */
    Locked lock(LocalDate day, long after, long upTo, int limit) {
        List<Next> found = client.sql(next)
                .param("day", day)
                .param("after", after)
                .param("upTo", upTo)
                .param("limit", limit)
                .query((row, n) -> new Next(row.getLong(1), row.getLong(2)))
                .list();
        List<Long> due = found.stream().map(Next::account).toList();
        RoundTrip reading = new RoundTrip();
        if (!due.isEmpty()) {
            dates.holdStill(reading);
        }
        LoanReads reads = LoanReads.locked(reading, due, List.of());
        if (!due.isEmpty()) {
            reading.run(jdbc);
        }
        return new Locked(
                due, found.isEmpty() ? after : found.get(found.size() - 1).key(), reads);
    }
}
