package vesper.bank.ledger;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;
import vesper.bank.database.Plans;

/**
 * Proves the books from nothing but the tables: each check is a query that must find nothing. It reads everything afresh
 * and trusts no running total.
 */
public final class ProofOfBooks {
    private final JdbcClient jdbc;
    private final TransactionTemplate snapshot;

    public ProofOfBooks(JdbcClient jdbc, PlatformTransactionManager transactionManager) {
        this.jdbc = jdbc;
        snapshot = new TransactionTemplate(transactionManager);
        snapshot.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
        snapshot.setIsolationLevel(TransactionDefinition.ISOLATION_REPEATABLE_READ);
        snapshot.setReadOnly(true);
    }

    /** A place where the books do not hold. */
    public record Break(String rule, String place) {}

    /**
     * What was proved.
     *
     * @param entries number of journal entries read
     * @param postings number of postings read
     * @param breaks empty if the proof holds; at most five places a rule
     */
    public record Result(long entries, long postings, List<Break> breaks) {
        public boolean holds() {
            return breaks.isEmpty();
        }
    }

    /**
     * Holds every rule against all there is, on one snapshot of what is committed, so that bookings under way do not look like
     * breaks.
     */
    public Result check() {
        return snapshot.execute(status -> {
            List<Break> breaks = new ArrayList<>();
            for (BookRule rule : BookRule.ALL) {
                breaks.addAll(breaks(rule, Long.MIN_VALUE, Long.MAX_VALUE));
            }
            long entries = jdbc.sql("select count(*) from journal_entry")
                    .query(Long.class)
                    .single();
            return new Result(entries, postings(), breaks);
        });
    }

    /** How many rules there are. */
    public static int rules() {
        return BookRule.ALL.size();
    }

    /**
     * The parts that the proof can be done in, one after the other or several at once.
     *
     * @param stretch how many ids of entries, or of accounts, a part is about; positive
     */
    public ProofParts parts(long stretch) {
        return jdbc.sql(
                        "select (select coalesce(max(seq), 0) from journal_entry), (select coalesce(max(id), 0) from account)")
                .query((row, n) -> new ProofParts(stretch, row.getLong(1), row.getLong(2)))
                .single();
    }

    /**
     * Holds one part of the books against its rule, in the surrounding transaction. It is one query, so it sees them as of one moment
     * by itself. Its plan does not depend on the stretch: those made for one stretch were half as fast again or worse, as statistics
     * are behind after a large night, and to be made anew on each connection.
     *
     * @param key of one of the parts
     * @return the places where the rule is broken, at most five
     */
    public List<Break> check(ProofParts parts, long key) {
        ProofParts.Part part = parts.part(key);
        jdbc.sql("select " + Plans.KEPT).query(String.class).single();
        return breaks(part.rule(), part.after(), part.upTo());
    }

    private List<Break> breaks(BookRule rule, long after, long upTo) {
        return jdbc.sql(rule.query()).param("after", after).param("upTo", upTo).query(String.class).list().stream()
                .map(place -> new Break(rule.name(), place))
                .toList();
    }

    /** How many postings there are. */
    public long postings() {
        return jdbc.sql("select count(*) from posting").query(Long.class).single();
    }

    /** Notes that the day was proved, with its control totals. Repeating it is harmless. */
    public void record(LocalDate businessDate) {
        jdbc.sql("""
                        insert into day_proof (business_date, entries, postings, credits_minor)
                        select :day, count(distinct entry_seq), count(*), coalesce(sum(greatest(amount_minor, 0)), :zero)
                          from posting where booking_date = :day
                        on conflict do nothing
                        """).param("day", businessDate).param("zero", BigDecimal.ZERO).update();
    }
}
