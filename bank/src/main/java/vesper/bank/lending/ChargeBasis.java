package vesper.bank.lending;

import java.math.BigDecimal;
import java.time.LocalDate;
import vesper.bank.lending.LoanState.Row;
import vesper.bank.lending.LoanState.RowKind;

/** What a charge is a percentage of. Once charged it is a fixed amount: what happens later does not change it. */
public enum ChargeBasis {
    /** All that has been lent. */
    DISBURSED,
    /** All interest of the schedule. */
    INTEREST,
    DISBURSED_AND_INTEREST,
    /** All that is owed of instalments which were due before the day. */
    OVERDUE;

    /** The share in minor units, rounded as the loan's conventions say. 2 % of 1,200.25 lent: 24.01, half up. */
    long shareMinor(BigDecimal pct, Loan loan, LocalDate on) {
        return pct.multiply(BigDecimal.valueOf(ofMinor(loan.state(), on)))
                .movePointLeft(2)
                .setScale(0, loan.terms().conventions().rounding())
                .longValueExact();
    }

    private long ofMinor(LoanState state, LocalDate on) {
        long sum = 0;
        for (Row row : state.rows()) {
            boolean disbursement = row.kind() == RowKind.DISBURSEMENT;
            sum += switch (this) {
                case DISBURSED -> disbursement ? row.balanceMinor() : 0;
                case INTEREST -> row.charged().interestMinor();
                case DISBURSED_AND_INTEREST ->
                    (disbursement ? row.balanceMinor() : 0) + row.charged().interestMinor();
                case OVERDUE -> row.dueOn().isBefore(on) ? row.outstandingMinor() : 0;
            };
        }
        return sum;
    }
}
