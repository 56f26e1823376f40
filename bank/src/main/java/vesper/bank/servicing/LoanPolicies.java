package vesper.bank.servicing;

import static vesper.bank.servicing.ServicingPolicy.require;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import vesper.bank.audit.Actor;
import vesper.bank.audit.AuditLog;
import vesper.bank.calendar.BusinessDates;
import vesper.bank.calendar.HolidayCalendars;
import vesper.bank.foureyes.FourEyes;
import vesper.bank.foureyes.FourEyes.Check;

/**
 * How loans are collected, and charged when they are late, by product and from a day on. One person proposes a policy, it counts once
 * another has approved it. Collection follows the policy of the day; an instalment is charged by the policy of its due date.
 */
public final class LoanPolicies {
    /** A policy to begin with: what is there is collected on five weekdays, and nothing is charged. */
    public static final ServicingPolicy WITHOUT_CHARGES =
            new ServicingPolicy(HolidayCalendars.WEEKENDS, 5, true, 0, 0, BigDecimal.ZERO, BigDecimal.ZERO);

    private static final String SELECT =
            "select " + ServicingPolicy.COLUMNS + ", version, proposed_by, proposed_at from loan_policy ";
    private static final String APPROVED = "select distinct on (product_code, valid_from) * from (" + SELECT
            + "where approved) every order by product_code, valid_from desc, version desc";

    private static final int LONGEST_COLLECTION = 60;
    private static final int LONGEST_GRACE = 365;

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final BusinessDates dates;
    private final FourEyes fourEyes;

    /** Over one database; all parts must be of the same one. */
    public LoanPolicies(JdbcClient jdbc, TransactionTemplate transaction, BusinessDates dates, AuditLog audit) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.dates = dates;
        this.fourEyes = new FourEyes(jdbc, audit, "loan_policy", "product_code");
    }

    /**
     * A policy of a product.
     *
     * @param product code of the account product, such as {@code loan}
     * @param validFrom first business date on which it counts
     * @param by who proposed it
     */
    public record Version(
            String product, int version, LocalDate validFrom, ServicingPolicy policy, String by, Instant proposedAt) {}

    /** Codes of the products that loans are kept on. */
    public List<String> products() {
        return jdbc.sql("select code from product where kind = 'LOAN' order by code")
                .query(String.class)
                .list();
    }

    /** The approved policies by product, newest first day first; of those with the same day only the one that counts. */
    public List<Version> approved() {
        return jdbc.sql(APPROVED).query(LoanPolicies::read).list();
    }

    /** The approved policy of a product that counts on a day. */
    public Optional<Version> on(String product, LocalDate day) {
        return on(approved(), product, day);
    }

    /** The same, of policies that {@link #approved} has answered. */
    public static Optional<Version> on(List<Version> approved, String product, LocalDate day) {
        return approved.stream()
                .filter(each ->
                        each.product().equals(product) && !each.validFrom().isAfter(day))
                .findFirst();
    }

    /** Policies that wait for a second person, by product. */
    public List<Version> inCheck() {
        return jdbc.sql(SELECT + "where checked_by is null order by product_code")
                .query(LoanPolicies::read)
                .list();
    }

    /**
     * Proposes a policy.
     *
     * @return the number of the version
     * @throws InvalidPolicyException naming the field that cannot be: also if there is no such loan product, the day is over, it is tried
     *     on more than 60 days or not charged for within 365, or another of the product waits for its check
     */
    public int propose(String product, LocalDate validFrom, ServicingPolicy policy, Actor by) {
        require(products().contains(product), "product", "is no product of loans");
        require(policy.collectionDays() <= LONGEST_COLLECTION, "collectionDays", "must be 1 to " + LONGEST_COLLECTION);
        require(policy.graceDays() <= LONGEST_GRACE, "graceDays", "must be 0 to " + LONGEST_GRACE);
        LocalDate today = dates.current().businessDate();
        require(!validFrom.isBefore(today), "validFrom", "must not be before the business date, " + today);
        Integer version = transaction.execute(status -> {
            jdbc.sql("lock table loan_policy in share row exclusive mode").update();
            require(
                    inCheck().stream().noneMatch(other -> other.product().equals(product)),
                    "product",
                    "has a policy that waits for its check");
            int next = insert(product, validFrom, policy, FourEyes.name(by));
            fourEyes.proposed(product, next, by);
            return next;
        });
        return Objects.requireNonNull(version);
    }

    private int insert(String product, LocalDate validFrom, ServicingPolicy policy, String by) {
        return jdbc.sql("""
                        insert into loan_policy (product_code, valid_from, calendar, collection_days, part_collection, grace_days,
                                                 overdue_fee_minor, penalty_pct, penalty_rate_pct, version, proposed_by)
                        select :product, :from, :calendar, :days, :parts, :grace, :fee, :penalty, :rate,
                               coalesce(max(version), 0) + 1, :by
                          from loan_policy where product_code = :product
                        returning version
                        """)
                .param("product", product)
                .param("from", validFrom)
                .param("calendar", policy.calendar().name())
                .param("days", policy.collectionDays())
                .param("parts", policy.partCollection())
                .param("grace", policy.graceDays())
                .param("fee", policy.overdueFeeMinor())
                .param("penalty", policy.penaltyPct())
                .param("rate", policy.penaltyRatePct())
                .param("by", by)
                .query(Integer.class)
                .single();
    }

    /**
     * Approves or rejects a proposed policy. One whose first day has passed meanwhile counts from the business date on. The close of
     * its first day looks at the charges of every loan of the product, since the next ones may come earlier now.
     */
    public Check check(String product, int version, boolean approve, Actor by) {
        return fourEyes.check(product, version, approve, by, () -> begin(product, version));
    }

    private void begin(String product, int version) {
        LocalDate from = jdbc.sql("""
                        update loan_policy set valid_from = greatest(valid_from, :today)
                         where product_code = :product and version = :version returning valid_from
                        """)
                .param("today", dates.current().businessDate())
                .param("product", product)
                .param("version", version)
                .query(LocalDate.class)
                .single();
        jdbc.sql("""
                        update loan_account set charge_on = :from
                         where product_code = :product and status = 'ACTIVE' and (charge_on is null or charge_on > :from)
                        """).param("from", from).param("product", product).update();
    }

    private static Version read(ResultSet row, int n) throws SQLException {
        return new Version(
                row.getString("product_code"),
                row.getInt("version"),
                row.getObject("valid_from", LocalDate.class),
                ServicingPolicy.read(row),
                row.getString("proposed_by"),
                row.getTimestamp("proposed_at").toInstant());
    }
}
