package vesper.bank.retention;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Deletes what has been kept for its period. What may be deleted is declared by the modules ({@link RetentionRule}), how long it is
 * kept by {@code retention_period} or else by the declaration; how many rows went is counted in {@code retention_count}.
 */
public final class Retention {
    /** Names and conditions are the program's own, not data. A bank that is ahead of the calendar deletes nothing early. */
    private static final String OVER = " where %s < least(cast(:day as date), current_date) - :days and (%s)";

    private final JdbcClient jdbc;
    private final List<RetentionRule> rules;

    public Retention(JdbcClient jdbc) {
        this.jdbc = jdbc;
        this.rules = RetentionRule.declared();
    }

    /** How many kinds of things may be deleted. */
    public int subjects() {
        return rules.size();
    }

    /** How many rows are over on the day. */
    public long countOver(LocalDate day) {
        return rules.stream().mapToLong(rule -> countOver(rule, day)).sum();
    }

    private long countOver(RetentionRule rule, LocalDate day) {
        Integer days = days(rule, day);
        return days == null
                ? 0
                : jdbc.sql("select count(*) from " + rule.table() + OVER.formatted(rule.over(), rule.condition()))
                        .param("day", day)
                        .param("days", days)
                        .query(Long.class)
                        .single();
    }

    /**
     * Deletes rows of one kind that are over, and counts them, as part of the surrounding transaction.
     *
     * @param subject which kind, from 0 on
     * @param day the close that deletes
     * @param limit how many rows at most
     * @return how many were deleted; fewer than the limit if none is left
     */
    public long delete(int subject, LocalDate day, int limit) {
        RetentionRule rule = rules.get(subject);
        Integer days = days(rule, day);
        if (days == null) {
            return 0;
        }
        long deleted = jdbc.sql("delete from " + rule.table() + " where ctid = any(array(select ctid from "
                        + rule.table() + OVER.formatted(rule.over(), rule.condition())
                        + " limit :limit for update skip locked))")
                .param("day", day)
                .param("days", days)
                .param("limit", limit)
                .update();
        if (deleted > 0) {
            jdbc.sql("""
                            insert into retention_count (business_date, subject, deleted) values (:day, :subject, :deleted)
                                on conflict (business_date, subject)
                                do update set deleted = retention_count.deleted + excluded.deleted
                            """)
                    .param("day", day)
                    .param("subject", rule.subject())
                    .param("deleted", deleted)
                    .update();
        }
        return deleted;
    }

    /** How long rows are kept; null if for ever, or if the module has no tables in this database. */
    private @Nullable Integer days(RetentionRule rule, LocalDate day) {
        boolean there = jdbc.sql("select to_regclass(:table) is not null")
                .param("table", rule.table())
                .query(Boolean.class)
                .single();
        if (!there) {
            return null;
        }
        List<Optional<Integer>> set = jdbc.sql("""
                        select days from retention_period where subject = :subject and valid_from <= :day
                         order by valid_from desc limit 1
                        """)
                .param("subject", rule.subject())
                .param("day", day)
                .query((row, n) -> Optional.ofNullable(row.getObject("days", Integer.class)))
                .list();
        return set.isEmpty() ? Integer.valueOf(rule.days()) : set.get(0).orElse(null);
    }
}
