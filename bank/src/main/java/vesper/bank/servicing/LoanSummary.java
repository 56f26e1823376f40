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
 */
record LoanSummary(
        LoanStatus status,
        @Nullable LocalDate nextDueOn,
        long principalMinor,
        long outstandingMinor,
        long overpaidMinor) {

    static LoanSummary of(LoanState state) {
        if (state.outstandingMinor() == 0) {
            return new LoanSummary(state.status(), null, 0, 0, state.overpaidMinor());
        }
        LocalDate next = null;
        long principal = 0;
        for (Row row : state.rows()) {
            principal += row.outstanding().principalMinor();
            if (next == null && row.outstandingMinor() > 0) {
                next = row.dueOn();
            }
        }
        return new LoanSummary(state.status(), next, principal, state.outstandingMinor(), state.overpaidMinor());
    }
}
