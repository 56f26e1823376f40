package vesper.bank.servicing;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import vesper.bank.calendar.HolidayCalendar;
import vesper.bank.calendar.HolidayCalendars;

/**
 * How the loans of a product are serviced; dated rows of {@code loan_policy}.
 *
 * @param calendar whose business days count
 * @param collectionDays business days, from the due date on, on which collection is tried; positive
 * @param partCollection whether what is there is taken where it is less than what is due
 * @param graceDays days after the due date on which a missed instalment is not charged for yet
 * @param overdueFeeMinor for each instalment missed; zero or positive, minor units of the loan's currency
 * @param penaltyPct of the principal and interest overdue of each instalment missed, 0 to 100
 * @param penaltyRatePct percent a year of the principal and interest overdue, for each day after the days of grace, 0 to 1,000
 */
record ServicingPolicy(
        HolidayCalendar calendar,
        int collectionDays,
        boolean partCollection,
        int graceDays,
        long overdueFeeMinor,
        BigDecimal penaltyPct,
        BigDecimal penaltyRatePct) {
    /** Those in force on the business date, one row a product. */
    static final String QUERY = """
            select distinct on (product_code) product_code, calendar, collection_days, part_collection,
                   grace_days, overdue_fee_minor, penalty_pct, penalty_rate_pct
              from loan_policy where valid_from <= (select business_date from business_date)
             order by product_code, valid_from desc
            """;

    static ServicingPolicy read(ResultSet row) throws SQLException {
        return new ServicingPolicy(
                HolidayCalendars.ofCode(row.getString(2)),
                row.getInt(3),
                row.getBoolean(4),
                row.getInt(5),
                row.getLong(6),
                row.getBigDecimal(7),
                row.getBigDecimal(8));
    }
}
