package vesper.bank.lending;

import java.time.LocalDate;

/**
 * A fee or penalty for one day.
 *
 * @param id in the loan's own sequence, shared with its transactions
 * @param dueOn the instalment whose period holds this day carries it
 * @param addedOn business date on which it was charged
 */
public record LoanCharge(long id, String name, boolean penalty, LocalDate dueOn, LocalDate addedOn, long amountMinor) {
    Part part() {
        return penalty ? Part.PENALTY : Part.FEE;
    }
}
