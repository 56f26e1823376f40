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
 * @param chargeOn business date whose close charges for an instalment that is not paid by then; null: there is none
 * @param chargedUntil due date of the newest instalment charged for; null: none was
 * @param penalty how far the penalty by day has come
 */
public record Agenda(
        @Nullable LocalDate collectOn,
        int attempts,
        @Nullable LocalDate chargeOn,
        @Nullable LocalDate chargedUntil,
        DailyPenalty penalty) {
    static final Agenda EMPTY = new Agenda(null, 0, null, null, DailyPenalty.NONE);

    /**
     * After something happened on the loan: the oldest instalment that is not paid is collected on its due date, or on the
     * business day after it. If it is the same one as before, its collection goes on as it was.
     */
    Agenda moved(@Nullable LocalDate dueBefore, @Nullable LocalDate dueAfter, LoanState state, PolicyDates policies) {
        LocalDate charge = dueAfter == null ? null : OverdueCharges.next(state, policies, this);
        if (Objects.equals(dueBefore, dueAfter)) {
            return new Agenda(collectOn, attempts, charge, chargedUntil, penalty);
        }
        LocalDate collect =
                dueAfter == null ? null : policies.on(dueAfter).calendar().onOrAfter(dueAfter);
        return new Agenda(collect, 0, charge, chargedUntil, penalty);
    }

    /** After a night that could not collect all that was due: the next business day, or with the next instalment. */
    Agenda tried(LocalDate day, LoanState state, ServicingPolicy policy) {
        return attempts + 1 < policy.collectionDays()
                ? collecting(policy.calendar().plusBusinessDays(day, 1), attempts + 1)
                : rested(day, state, policy);
    }

    /** The next instalment that falls due after a day. */
    Agenda rested(LocalDate day, LoanState state, ServicingPolicy policy) {
        for (Row row : state.instalments()) {
            if (row.dueOn().isAfter(day) && row.outstandingMinor() > 0) {
                return collecting(policy.calendar().onOrAfter(row.dueOn()), 0);
            }
        }
        return collecting(null, 0);
    }

    /** The same but for the collection. */
    Agenda collecting(@Nullable LocalDate on, int tried) {
        return new Agenda(on, tried, chargeOn, chargedUntil, penalty);
    }

    /** The same but for the charges. */
    Agenda charging(@Nullable LocalDate on, @Nullable LocalDate until) {
        return new Agenda(collectOn, attempts, on, until, penalty);
    }

    /** The same but for the penalty by day. */
    Agenda penalised(DailyPenalty further) {
        return new Agenda(collectOn, attempts, chargeOn, chargedUntil, further);
    }
}
