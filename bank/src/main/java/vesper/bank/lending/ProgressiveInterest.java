package vesper.bank.lending;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import vesper.bank.lending.InstalmentAccount.Origin;
import vesper.bank.lending.LoanTerms.Recalculation.Settlement;

/** Keeps the instalments of a progressive loan and the model of its interest in step, payment by payment. */
final class ProgressiveInterest {
    private final InstalmentBook book;
    private final ProgressiveModel model;
    private final Settlement settlement;
    private final Map<LocalDate, InstalmentAccount> byDue = new HashMap<>();
    private LocalDate lateUntil = LocalDate.MIN;

    ProgressiveInterest(InstalmentBook book, ProgressiveModel model, Settlement settlement) {
        this.book = book;
        this.model = model;
        this.settlement = settlement;
        for (InstalmentAccount each : book.all()) {
            if (each.origin == Origin.SCHEDULED) {
                byDue.put(each.due, each);
            }
        }
    }

    /** Interest of an instalment that is paid in advance ends on the day that is agreed. */
    void showPayable(InstalmentAccount instalment, Part part, LocalDate on) {
        if (!byDue.containsValue(instalment) || (part != Part.PRINCIPAL && part != Part.INTEREST)) {
            return;
        }
        ProgressivePeriod payable = model.payableOn(instalment.due, interestUntil(instalment, on));
        instalment.setCharged(part, part == Part.PRINCIPAL ? payable.principalDue() : payable.interestDue());
    }

    void paid(InstalmentAccount instalment, Part part, LocalDate on, boolean inAdvance, long amountMinor) {
        if (byDue.get(instalment.due) != instalment) {
            return;
        }
        LocalDate day = inAdvance ? interestUntil(instalment, on) : on;
        if (part == Part.PRINCIPAL) {
            model.payPrincipal(instalment.due, day, amountMinor);
        } else if (part == Part.INTEREST) {
            model.payInterest(instalment.due, amountMinor);
        } else {
            return;
        }
        show(on);
    }

    private LocalDate interestUntil(InstalmentAccount instalment, LocalDate on) {
        boolean running = on.isAfter(instalment.from) && !on.isAfter(instalment.due);
        return settlement == Settlement.UNTIL_DUE_DATE && running ? instalment.due : on;
    }

    /** Takes principal and interest of all instalments from the model. */
    void show(LocalDate on) {
        for (ProgressivePeriod period : model.periods) {
            InstalmentAccount instalment = byDue.get(period.due);
            if (instalment != null) {
                instalment.setCharged(Part.PRINCIPAL, period.principalDue() + instalment.principalOwedAgain);
                instalment.setCharged(Part.INTEREST, period.interestDue());
                instalment.note(on);
            }
        }
        book.reopen();
    }

    /** Principal that is overdue on a day has borne interest until then. */
    void chargeLateUntil(LocalDate on) {
        long late = 0;
        boolean changed = false;
        for (ProgressivePeriod period : model.periods) {
            InstalmentAccount instalment = byDue.get(period.due);
            if (instalment == null) {
                continue;
            }
            if (late > 0 && on.isAfter(period.from) && on.isAfter(lateUntil)) {
                LocalDate since = lateUntil.isAfter(period.from) ? lateUntil : period.from;
                model.correct(since, late);
                model.correct(on.isAfter(period.due) ? period.due : on, -late);
                changed = true;
            }
            late += on.isAfter(period.due) ? instalment.outstanding(Part.PRINCIPAL) : 0;
        }
        if (changed) {
            lateUntil = on;
            show(on);
        }
    }
}
