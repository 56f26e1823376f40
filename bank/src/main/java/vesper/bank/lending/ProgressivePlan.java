package vesper.bank.lending;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import vesper.bank.lending.InstalmentAccount.Origin;

/**
 * Carries out on a progressive loan what was agreed anew: another rate, more instalments at the end, instalments in grace. What is
 * owed from there on is spread anew; what came before stays as it was.
 */
final class ProgressivePlan {
    private final LoanTerms terms;
    private final InstalmentBook book;
    private final List<ProgressivePeriod> periods;
    private final DueDates dates;
    private final @Nullable ProgressiveModel model;
    private final @Nullable ProgressiveInterest interest;

    /**
     * @param periods that {@code model} works on
     * @param dates that follow the last of them
     * @param model null for a loan without interest
     */
    ProgressivePlan(
            LoanTerms terms,
            InstalmentBook book,
            List<ProgressivePeriod> periods,
            DueDates dates,
            @Nullable ProgressiveModel model,
            @Nullable ProgressiveInterest interest) {
        this.terms = terms;
        this.book = book;
        this.periods = periods;
        this.dates = dates;
        this.model = model;
        this.interest = interest;
    }

    /** The same for a loan whose interest is settled. */
    ProgressivePlan withoutInterest() {
        return new ProgressivePlan(terms, book, periods, dates, null, null);
    }

    void change(TermChange change) {
        if (interest != null) {
            interest.ensureShown();
        }
        LocalDate due = change.newDueOn() == null ? change.from() : change.newDueOn();
        int more = change.extraInstalments() + change.gracePrincipal();
        boolean spread = more + change.graceInterest() > 0;
        if (spread) {
            add(more, due);
            grace(due, change);
        }
        BigDecimal rate = change.newRatePct();
        if (model == null || interest == null) {
            if (spread) {
                spreadEvenly(due);
            }
            return;
        }
        if (rate != null) {
            model.changeRate(change.from(), rate);
        }
        if (spread) {
            model.respread(due);
        }
        if (spread || rate != null) {
            interest.follow();
            interest.show(change.from());
        }
    }

    private void grace(LocalDate due, TermChange change) {
        int n = 0;
        // The last one brings what is left.
        for (ProgressivePeriod period : periods.subList(0, periods.size() - 1)) {
            if (!period.due.isBefore(due)) {
                period.withoutPrincipal |= n < change.gracePrincipal();
                period.defersInterest |= n < change.graceInterest();
                n++;
            }
        }
    }

    private void add(int more, LocalDate on) {
        LocalDate from = periods.get(periods.size() - 1).due;
        for (int i = 0; i < more; i++) {
            ProgressivePeriod period = new ProgressivePeriod(from, dates.next());
            periods.add(period);
            InstalmentAccount instalment = new InstalmentAccount(Origin.SCHEDULED, period.from, period.due);
            instalment.note(on);
            book.add(instalment);
            from = period.due;
        }
        book.number();
    }

    /** Principal that is owed of the instalments from one on, in equal parts over those that repay. */
    private void spreadEvenly(LocalDate due) {
        List<InstalmentAccount> repaying = new ArrayList<>();
        long owed = 0;
        for (InstalmentAccount each : book.all()) {
            if (each.origin == Origin.SCHEDULED && !each.due.isBefore(due)) {
                long principal = each.outstanding(Part.PRINCIPAL);
                owed += principal;
                each.charge(Part.PRINCIPAL, -principal);
                if (!inGrace(each)) {
                    repaying.add(each);
                }
            }
        }
        long share = owed / repaying.size();
        for (int i = 0; i < repaying.size(); i++) {
            InstalmentAccount each = repaying.get(i);
            long part = i == repaying.size() - 1 ? owed : Math.min(owed, terms.rounded(BigDecimal.valueOf(share)));
            each.charge(Part.PRINCIPAL, part);
            owed -= part;
        }
        for (InstalmentAccount each : book.all()) {
            each.note(due);
        }
        book.reopen();
    }

    private boolean inGrace(InstalmentAccount instalment) {
        return periods.stream().anyMatch(period -> period.due.equals(instalment.due) && period.withoutPrincipal);
    }
}
