package vesper.bank.servicing;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import vesper.bank.database.KeyRanges;

/** All loans, in the order of their accounts, for work that goes through them in ranges. */
public final class LoanBook {
    private final JdbcClient jdbc;

    public LoanBook(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * The next loans.
     *
     * @param upTo account of the last of them
     */
    public record Range(long upTo, long loans) {}

    /** How many there are in a range of accounts. */
    public long loans(long after, long upTo) {
        return jdbc.sql("select count(*) from loan_account where account_id > :after and account_id <= :upTo")
                .param("after", after)
                .param("upTo", upTo)
                .query(Long.class)
                .single();
    }

    /** Accounts that part all loans into ranges of about as many; the last of each but the last range. */
    public List<Long> splits(int ranges) {
        return KeyRanges.quantiles(jdbc, "account_id", "loan_account", Map.of(), ranges);
    }

    /** The next loans of a range of accounts, at most so many; empty if there are none. */
    public Optional<Range> next(long after, long upTo, long limit) {
        return jdbc.sql("""
                        select max(account_id), count(*) from (
                            select account_id from loan_account where account_id > :after and account_id <= :upTo
                             order by account_id limit :limit) next
                        having count(*) > 0
                        """)
                .param("after", after)
                .param("upTo", upTo)
                .param("limit", limit)
                .query((row, n) -> new Range(row.getLong(1), row.getLong(2)))
                .optional();
    }
}
