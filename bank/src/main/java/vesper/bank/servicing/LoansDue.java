package vesper.bank.servicing;

import java.time.LocalDate;
import java.util.List;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import vesper.bank.calendar.BusinessDates;
import vesper.bank.database.RoundTrip;

/** Loans whose turn it is on a business date, by rising account: counted, or locked and read some at a time. */
final class LoansDue {
    private final JdbcTemplate jdbc;
    private final JdbcClient client;
    private final BusinessDates dates;
    private final String count;
    private final String next;

    /**
     * @param count how many there are on {@code :day}
     * @param next their accounts after {@code :after}, at most {@code :limit}, rising
     */
    LoansDue(JdbcTemplate jdbc, BusinessDates dates, String count, String next) {
        this.jdbc = jdbc;
        this.client = JdbcClient.create(jdbc);
        this.dates = dates;
        this.count = count;
        this.next = next;
    }

    /** The accounts of some loans, and the loans as they are while the surrounding transaction lasts. */
    record Locked(List<Long> accounts, LoanReads reads) {}

    long count(LocalDate day) {
        return client.sql(count).param("day", day).query(Long.class).single();
    }

    /** The next ones after an account; nothing is locked if there are none. */
    Locked lock(LocalDate day, long after, int limit) {
        List<Long> due = client.sql(next)
                .param("day", day)
                .param("after", after)
                .param("limit", limit)
                .query(Long.class)
                .list();
        RoundTrip reading = new RoundTrip();
        if (!due.isEmpty()) {
            dates.holdStill(reading);
        }
        LoanReads reads = LoanReads.locked(reading, due, List.of());
        if (!due.isEmpty()) {
            reading.run(jdbc);
        }
        return new Locked(due, reads);
    }
}
