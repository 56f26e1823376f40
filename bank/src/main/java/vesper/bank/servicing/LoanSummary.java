package vesper.bank.servicing;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import vesper.bank.lending.LoanState;
import vesper.bank.lending.LoanState.Row;
import vesper.bank.lending.LoanStatus;

/**
 * What queries over many loans need to know of each; amounts in minor units, zero or positive.
 *
 * @param nextDueOn due date, past or to come, of the oldest instalment of which something is owed; null if nothing is
 * @param principalMinor principal owed
 * @param outstandingMinor all that is owed, interest of instalments to come included
 * @param accrual what it earns from the business date on
 */
record LoanSummary(
        LoanStatus status,
        @Nullable LocalDate nextDueOn,
        long principalMinor,
        long outstandingMinor,
        long overpaidMinor,
        AccrualWindow accrual) {

    /** @param day the business date */
    static LoanSummary of(LoanState state, LocalDate day) {
        AccrualWindow accrual = AccrualWindow.of(state, day);
        if (state.outstandingMinor() == 0) {
            return new LoanSummary(state.status(), null, 0, 0, state.overpaidMinor(), accrual);
        }
        long principal = 0;
        for (Row row : state.rows()) {
            principal += row.outstanding().principalMinor();
        }
        return new LoanSummary(
                state.status(), nextDueOn(state), principal, state.outstandingMinor(), state.overpaidMinor(), accrual);
    }

    /** Due date of the oldest instalment of which something is owed; null if nothing is. */
    static @Nullable LocalDate nextDueOn(LoanState state) {
        if (state.outstandingMinor() == 0) {
            return null;
        }
        for (Row row : state.rows()) {
            if (row.outstandingMinor() > 0) {
                return row.dueOn();
            }
        }
        return null;
    }
}
