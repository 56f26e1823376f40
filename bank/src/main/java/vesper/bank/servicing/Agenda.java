package vesper.bank.servicing;

import java.time.LocalDate;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import vesper.bank.lending.LoanState;
import vesper.bank.lending.LoanState.Row;

/**
 * When the night next looks at a loan.
 *
 * @param collectOn business date whose close collects what is due then; null: nothing is to be collected
 * @param attempts nights on which what is due was tried and not paid in full
 */
public record Agenda(@Nullable LocalDate collectOn, int attempts) {
    static final Agenda EMPTY = new Agenda(null, 0);

    /**
     * After something happened on the loan: the oldest instalment that is not paid is collected on its due date, or on the
     * business day after it. If it is the same one as before, nothing changes.
     */
    Agenda moved(@Nullable LocalDate dueBefore, @Nullable LocalDate dueAfter, ServicingPolicy policy) {
        if (Objects.equals(dueBefore, dueAfter)) {
            return this;
        }
        return dueAfter == null ? EMPTY : new Agenda(policy.calendar().onOrAfter(dueAfter), 0);
    }

    /** After a night that could not collect all that was due: the next business day, or with the next instalment. */
    Agenda tried(LocalDate day, LoanState state, ServicingPolicy policy) {
        if (attempts + 1 < policy.collectionDays()) {
            return new Agenda(policy.calendar().plusBusinessDays(day, 1), attempts + 1);
        }
        return rested(day, state, policy);
    }

    /** The next instalment that falls due after a day. */
    Agenda rested(LocalDate day, LoanState state, ServicingPolicy policy) {
        for (Row row : state.instalments()) {
            if (row.dueOn().isAfter(day) && row.outstandingMinor() > 0) {
                return new Agenda(policy.calendar().onOrAfter(row.dueOn()), 0);
            }
        }
        return EMPTY;
    }
}
