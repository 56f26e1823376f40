package vesper.bank.lending;

import java.time.LocalDate;
import vesper.bank.lending.InstalmentAccount.Origin;
import vesper.bank.lending.LoanTerms.Recalculation.Settlement;

/** Keeps the instalments of a progressive loan and the model of its interest in step, payment by payment. */
final class ProgressiveInterest {
    private final InstalmentBook book;
    private final ProgressiveModel model;
    private final Settlement settlement;
    /** The instalments of the model's periods, in their order. */
    private InstalmentAccount[] ofPeriod;

    private LocalDate lateUntil = LocalDate.MIN;
    private boolean stale;
    /** Index of the first instalment that may show other figures than the model has. */
    private int shownUntil;
    /** Index of the last instalment that a payment was about. */
    private int touched;
    /** Whether instalments behind {@link #touched} have yet to be shown, and as of when. */
    private boolean behind;

    private LocalDate behindSince = LocalDate.MIN;

    ProgressiveInterest(InstalmentBook book, ProgressiveModel model, Settlement settlement) {
        this.book = book;
        this.model = model;
        this.settlement = settlement;
        this.ofPeriod = new InstalmentAccount[0];
        follow();
    }

    /** To be called when there are other periods. */
    void follow() {
        ofPeriod = new InstalmentAccount[model.periods.size()];
        for (InstalmentAccount each : book.all()) {
            int index = each.origin == Origin.SCHEDULED ? model.indexOf(each.due) : -1;
            if (index >= 0) {
                ofPeriod[index] = each;
            }
        }
    }

    private boolean follows(InstalmentAccount instalment) {
        return instalment.origin == Origin.SCHEDULED && model.indexOf(instalment.due) >= 0;
    }

    /** Interest of an instalment that is paid in advance ends on the day that is agreed. */
    void showPayable(InstalmentAccount instalment, Part part, LocalDate on) {
        if ((part == Part.PRINCIPAL || part == Part.INTEREST) && follows(instalment)) {
            touched = model.indexOf(instalment.due);
            shownUntil = Math.min(shownUntil, touched);
            Portions payable = model.payableOn(instalment.due, interestUntil(instalment, on));
            long owedAgain = part == Part.PRINCIPAL ? instalment.principalOwedAgain : 0;
            instalment.setCharged(part, payable.of(part) + owedAgain);
        }
    }

    void paid(InstalmentAccount instalment, Part part, LocalDate on, boolean inAdvance, long amountMinor) {
        if (!follows(instalment)) {
            return;
        }
        if (amountMinor == 0) {
            stale |= inAdvance;
            return;
        }
        touched = model.indexOf(instalment.due);
        LocalDate day = inAdvance ? interestUntil(instalment, on) : on;
        if (part == Part.PRINCIPAL) {
            model.payPrincipal(instalment.due, day, amountMinor);
        } else if (part != Part.INTEREST || !model.payInterest(instalment.due, amountMinor)) {
            stale |= inAdvance;
            return;
        }
        showTouched(on);
    }

    /** To be followed by {@link #show} when all of it is taken back. */
    void takenBack(InstalmentAccount instalment, Part part, LocalDate on, long amountMinor) {
        if (follows(instalment) && amountMinor > 0) {
            model.takeBack(
                    instalment.due,
                    on,
                    part == Part.PRINCIPAL ? amountMinor : 0,
                    part == Part.INTEREST ? amountMinor : 0);
        }
    }

    private LocalDate interestUntil(InstalmentAccount instalment, LocalDate on) {
        boolean running = on.isAfter(instalment.from) && !on.isAfter(instalment.due);
        return settlement == Settlement.UNTIL_DUE_DATE && running ? instalment.due : on;
    }

    /** What was shown as payable and not paid is as due as before. */
    void showStale(LocalDate on) {
        if (stale) {
            showTouched(on);
        }
    }

    /** All of them, if nothing was put off; else up to the one that was paid. */
    private void showTouched(LocalDate on) {
        if (model.settled()) {
            show(on);
        } else {
            behind = true;
            behindSince = on;
            show(on, touched);
        }
    }

    /** To be called before an instalment is looked at; it shows then what the model has. */
    void ensureShown(InstalmentAccount instalment) {
        int index = behind && instalment.origin == Origin.SCHEDULED ? model.indexOf(instalment.due) : touched;
        // That one may show what would be payable of it.
        if (index != touched) {
            ensureShown(index);
        }
    }

    private void ensureShown(int last) {
        if (behind && last >= shownUntil) {
            show(behindSince, Math.min(last, ofPeriod.length - 1));
        }
    }

    /** To be called before all are looked at. */
    void ensureShown() {
        if (behind) {
            show(behindSince);
        }
    }

    /** What happened did not go through here: the next time all is shown. */
    void forgetShown() {
        ensureShown();
        shownUntil = 0;
    }

    /** Takes principal and interest of the instalments from the model. */
    void show(LocalDate on) {
        behind = false;
        model.settle();
        show(on, ofPeriod.length - 1);
    }

    private void show(LocalDate on, int last) {
        model.refreshUpTo(last);
        for (int i = Math.min(shownUntil, model.takeChanged()); i <= last; i++) {
            ProgressivePeriod period = model.periods.get(i);
            InstalmentAccount instalment = ofPeriod[i];
            if (instalment != null) {
                instalment.setCharged(Part.PRINCIPAL, period.principalDue() + instalment.principalOwedAgain);
                instalment.setCharged(Part.INTEREST, period.interestDue());
                instalment.note(on);
            }
        }
        shownUntil = last + 1;
        stale = false;
        book.reopen();
    }

    /** Principal that is overdue on a day has borne interest until then. */
    void chargeLateUntil(LocalDate on) {
        long late = 0;
        boolean changed = false;
        for (int i = 0; i < ofPeriod.length; i++) {
            ProgressivePeriod period = model.periods.get(i);
            InstalmentAccount instalment = ofPeriod[i];
            if (instalment == null) {
                continue;
            }
            if (late == 0 && !on.isAfter(period.due)) {
                break;
            }
            if (late > 0 && on.isAfter(period.from) && on.isAfter(lateUntil)) {
                LocalDate since = lateUntil.isAfter(period.from) ? lateUntil : period.from;
                model.correct(since, late);
                model.correct(on.isAfter(period.due) ? period.due : on, -late);
                changed = true;
            }
            ensureShown(i);
            late += on.isAfter(period.due) ? instalment.outstanding(Part.PRINCIPAL) : 0;
        }
        if (changed) {
            lateUntil = on;
            show(on);
        }
    }
}
