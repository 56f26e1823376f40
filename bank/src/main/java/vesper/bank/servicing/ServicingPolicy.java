package vesper.bank.servicing;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import vesper.bank.calendar.HolidayCalendar;
import vesper.bank.calendar.HolidayCalendars;

/**
 * How the loans of a product are serviced; rows of {@code loan_policy}, see {@link LoanPolicies}.
 *
 * @param calendar whose business days count
 * @param collectionDays business days, from the due date on, on which collection is tried; positive
 * @param partCollection whether what is there is taken where it is less than what is due
 * @param graceDays days after the due date on which a missed instalment is not charged for yet; zero or positive
 * @param overdueFeeMinor for each instalment missed; zero or positive, minor units of the loan's currency
 * @param penaltyPct of the principal and interest overdue of each instalment missed, 0 to 100
 * @param penaltyRatePct percent a year of the principal and interest overdue, for each day after the days of grace, 0 to 1,000
 */
public record ServicingPolicy(
        HolidayCalendar calendar,
        int collectionDays,
        boolean partCollection,
        int graceDays,
        long overdueFeeMinor,
        BigDecimal penaltyPct,
        BigDecimal penaltyRatePct) {
    static final String COLUMNS = """
            product_code, valid_from, calendar, collection_days, part_collection, grace_days, overdue_fee_minor,
            penalty_pct, penalty_rate_pct
            """;

    private static final BigDecimal WHOLE_PCT = BigDecimal.valueOf(100);
    private static final BigDecimal HIGHEST_RATE_PCT = BigDecimal.valueOf(1_000);

    /** @throws InvalidPolicyException naming the field that cannot be */
    public ServicingPolicy {
        require(collectionDays > 0, "collectionDays", "must be at least 1");
        require(graceDays >= 0, "graceDays", "must not be negative");
        require(overdueFeeMinor >= 0, "overdueFeeMinor", "must not be negative");
        require(within(penaltyPct, WHOLE_PCT), "penaltyPct", "must be 0 to 100");
        require(within(penaltyRatePct, HIGHEST_RATE_PCT), "penaltyRatePct", "must be 0 to 1,000");
    }

    private static boolean within(BigDecimal value, BigDecimal highest) {
        return value.signum() >= 0 && value.compareTo(highest) <= 0;
    }

    static void require(boolean holds, String field, String reason) {
        if (!holds) {
            throw new InvalidPolicyException(field, reason);
        }
    }

    /** Whether something is charged once for an instalment that is missed. */
    boolean chargesOnce() {
        return overdueFeeMinor > 0 || penaltyPct.signum() > 0;
    }

    /** Whether something is charged for each day that an instalment is overdue. */
    boolean chargesByDay() {
        return penaltyRatePct.signum() > 0;
    }

    /** Of a row that begins with {@link #COLUMNS}. */
    static ServicingPolicy read(ResultSet row) throws SQLException {
        return new ServicingPolicy(
                HolidayCalendars.ofCode(row.getString(3)),
                row.getInt(4),
                row.getBoolean(5),
                row.getInt(6),
                row.getLong(7),
                row.getBigDecimal(8),
                row.getBigDecimal(9));
    }
}
