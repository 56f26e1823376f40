package vesper.bank.fraud;

import java.time.Duration;
import java.util.List;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;

/** How the queue stands, and what came of its cases: for those who answer for it. */
public final class CaseStatistics {
    /** How far back decided cases count, in days. */
    public static final int DAYS = 30;

    private static final String OPEN = """
            select count(*) filter (where age < interval '1 hour') as hour,
                   count(*) filter (where age >= interval '1 hour' and age < interval '4 hours') as four_hours,
                   count(*) filter (where age >= interval '4 hours' and age < interval '1 day') as day,
                   count(*) filter (where age >= interval '1 day') as older,
                   count(*) filter (where age > due_after) as overdue,
                   count(*) filter (where age <= due_after and age > due_after - interval '1 hour') as due_soon,
                   count(*) filter (where assigned_to is null) as with_nobody
              from (select clock_timestamp() - c.opened_at as age, i.assigned_to from review_case c
                      left join investigation i on i.id = c.investigation_id where c.state = 'OPEN') waiting,
                   (select due_after from review_policy where valid_from <= clock_timestamp()
                     order by valid_from desc limit 1) policy
            """;
    private static final String DECIDED = """
            select coalesce(decided_by, '') as analyst, count(*) as decided,
                   count(*) filter (where state = 'REJECTED') as rejected,
                   count(*) filter (where decided_at - opened_at <= due_after) as in_time,
                   percentile_disc(0.5) within group (order by extract(epoch from decided_at - opened_at)) as median,
                   percentile_disc(0.95) within group (order by extract(epoch from decided_at - opened_at)) as most
              from review_case,
                   (select due_after from review_policy where valid_from <= clock_timestamp()
                     order by valid_from desc limit 1) policy
             where state <> 'OPEN' and decided_at > clock_timestamp() - make_interval(days => :days)
             group by grouping sets ((decided_by), ()) order by grouping(decided_by) desc, decided desc, analyst
            """;
    private static final RowMapper<Decided> ROW = (row, n) -> new Decided(
            row.getString("analyst"),
            row.getInt("decided"),
            row.getInt("rejected"),
            row.getInt("in_time"),
            seconds(row.getDouble("median")),
            seconds(row.getDouble("most")));

    private final JdbcClient jdbc;

    public CaseStatistics(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    private static Duration seconds(double seconds) {
        return Duration.ofMillis((long) (1_000 * seconds));
    }

    /**
     * Cases that wait, by their age.
     *
     * @param hour those that came within the last hour
     * @param fourHours those before, within four
     * @param day those before, within a day
     * @param older all others
     * @param overdue those older than the policy allows
     * @param dueSoon those that will be so within an hour
     * @param withNobody those that no analyst works on
     */
    public record Open(int hour, int fourHours, int day, int older, int overdue, int dueSoon, int withNobody) {
        public int all() {
            return hour + fourHours + day + older;
        }
    }

    /**
     * Cases that were decided.
     *
     * @param analyst who decided; empty for all together
     * @param rejected of them, as fraud; the others were released
     * @param inTime of them, within the time that the policy allows
     * @param median of the time from the case's opening to its decision
     * @param most the time that 95 of 100 took at most
     */
    public record Decided(String analyst, int decided, int rejected, int inTime, Duration median, Duration most) {
        /** Of those decided, the share that was in time, 0 to 1; 1 if none was decided. */
        public double inTimeShare() {
            return decided == 0 ? 1 : (double) inTime / decided;
        }
    }

    /** The queue as it stands. */
    public Open open() {
        return jdbc.sql(OPEN)
                .query((row, n) -> new Open(
                        row.getInt("hour"),
                        row.getInt("four_hours"),
                        row.getInt("day"),
                        row.getInt("older"),
                        row.getInt("overdue"),
                        row.getInt("due_soon"),
                        row.getInt("with_nobody")))
                .single();
    }

    /** Decided in the last {@value #DAYS} days: all together, then by analyst, the busiest first. */
    public List<Decided> decided() {
        return jdbc.sql(DECIDED).param("days", DAYS).query(ROW).list();
    }
}
