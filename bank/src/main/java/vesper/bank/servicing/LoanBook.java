package vesper.bank.servicing;

import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

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

    public long loans() {
        return jdbc.sql("select count(*) from loan_account").query(Long.class).single();
    }

    /** The next loans after an account, at most so many; empty if there are none. */
    public Optional<Range> next(long after, long limit) {
        return jdbc.sql("""
                        select max(account_id), count(*) from (
                            select account_id from loan_account where account_id > :after order by account_id limit :limit) next
                        having count(*) > 0
                        """)
                .param("after", after)
                .param("limit", limit)
                .query((row, n) -> new Range(row.getLong(1), row.getLong(2)))
                .optional();
    }
}
