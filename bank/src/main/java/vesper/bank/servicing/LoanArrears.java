package vesper.bank.servicing;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Loans that were overdue at the last close, aged: by bucket, and those that have been late for longest. */
public final class LoanArrears {
    private static final String BUCKETS = """
            select l.currency, l.bucket, count(*), sum(l.principal_minor)::bigint, sum(l.provisioned_minor)::bigint
              from loan_account l where l.arrears_since is not null
             group by l.currency, l.bucket order by l.currency, max(l.arrears_since) desc
            """;
    private static final String OLDEST = """
            select a.number, l.currency, d.business_date - l.arrears_since, l.bucket, l.principal_minor, l.provisioned_minor
              from loan_account l
              join account a on a.id = l.account_id
              cross join business_date d
             where l.arrears_since is not null
             order by l.arrears_since, l.account_id limit :limit
            """;

    private final JdbcClient jdbc;

    public LoanArrears(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * The loans of a bucket, in one currency.
     *
     * @param bucket null: overdue for days that no bucket of their products has
     * @param principalMinor owed, and not only what of it is overdue
     * @param provisionedMinor set aside for them
     */
    public record Aged(
            String currency, @Nullable String bucket, long loans, long principalMinor, long provisionedMinor) {}

    /**
     * A loan in arrears.
     *
     * @param number IBAN of its account
     * @param days from the due date of the oldest instalment overdue to the business date
     * @param bucket as of the last close; null if none holds the days
     */
    public record Late(
            String number,
            String currency,
            int days,
            @Nullable String bucket,
            long principalMinor,
            long provisionedMinor) {}

    /** By currency, the least late bucket first. */
    public List<Aged> buckets() {
        return jdbc.sql(BUCKETS)
                .query((row, n) ->
                        new Aged(row.getString(1), row.getString(2), row.getLong(3), row.getLong(4), row.getLong(5)))
                .list();
    }

    /** Those that have been late for longest, first. */
    public List<Late> oldest(int limit) {
        return jdbc.sql(OLDEST)
                .param("limit", limit)
                .query((row, n) -> new Late(
                        row.getString(1),
                        row.getString(2),
                        row.getInt(3),
                        row.getString(4),
                        row.getLong(5),
                        row.getLong(6)))
                .list();
    }
}
