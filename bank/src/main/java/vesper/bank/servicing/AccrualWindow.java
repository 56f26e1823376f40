package vesper.bank.servicing;

import java.math.BigInteger;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;
import vesper.bank.lending.LoanState;
import vesper.bank.lending.LoanState.Row;
import vesper.bank.lending.LoanState.RowKind;

/**
 * What a loan has earned of its interest by a day: all of the instalments that were due, and of the running one in proportion to
 * its days, as a running total rounded half up. An instalment that charges 10.00 for 30 days has earned 3.33 after ten, 6.67
 * after twenty. {@link LoanAccrual} computes the same in SQL.
 *
 * @param from start of the running instalment's interest; null if no instalment is running
 * @param to its due date
 * @param beforeMinor interest of the instalments before it
 * @param runningMinor interest of the running one
 */
record AccrualWindow(@Nullable LocalDate from, @Nullable LocalDate to, long beforeMinor, long runningMinor) {

    /** The window as of a day: the first instalment due after it is running. */
    static AccrualWindow of(LoanState state, LocalDate day) {
        long before = 0;
        for (Row row : state.rows()) {
            if (row.kind() != RowKind.INSTALMENT) {
                continue;
            }
            long interest = row.charged().interestMinor();
            if (row.dueOn().isAfter(day) && row.days() > 0) {
                return new AccrualWindow(row.dueOn().minusDays(row.days()), row.dueOn(), before, interest);
            }
            before += interest;
        }
        return new AccrualWindow(null, null, before, 0);
    }

    /** What is earned by the end of a day, minor units. */
    long earnedMinor(LocalDate day) {
        if (from == null || to == null || !day.isAfter(from)) {
            return beforeMinor;
        }
        if (!day.isBefore(to)) {
            return beforeMinor + runningMinor;
        }
        BigInteger period = BigInteger.valueOf(ChronoUnit.DAYS.between(from, to));
        BigInteger twice = BigInteger.TWO
                .multiply(BigInteger.valueOf(runningMinor))
                .multiply(BigInteger.valueOf(ChronoUnit.DAYS.between(from, day)));
        return beforeMinor
                + twice.add(period).divide(BigInteger.TWO.multiply(period)).longValueExact();
    }
}
