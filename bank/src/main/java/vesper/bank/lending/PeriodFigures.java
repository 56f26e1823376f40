package vesper.bank.lending;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/** The periods of a progressive schedule with their sums, kept in step while figures are carried from one period to the next. */
final class PeriodFigures {
    final List<ProgressivePeriod> periods;
    private final LoanConventions conventions;
    private long disbursed;
    private long principalPaid;
    /** Interest due of all periods, less their instalments. */
    private long interestAboveInstalments;
    /** The first period whose figures may have changed since they were taken last. */
    private int changedFrom;

    PeriodFigures(List<ProgressivePeriod> periods, LoanConventions conventions) {
        this.periods = periods;
        this.conventions = conventions;
    }

    PeriodFigures copy() {
        List<ProgressivePeriod> copies = new ArrayList<>(periods.size());
        for (ProgressivePeriod period : periods) {
            copies.add(period.copy());
        }
        PeriodFigures copy = new PeriodFigures(copies, conventions);
        copy.disbursed = disbursed;
        copy.principalPaid = principalPaid;
        copy.interestAboveInstalments = interestAboveInstalments;
        return copy;
    }

    /** Index of the period that is due on a day; below zero if none is, as {@link java.util.Arrays#binarySearch} says it. */
    int indexOf(LocalDate due) {
        int low = 0;
        int high = periods.size() - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            int order = periods.get(middle).due.compareTo(due);
            if (order == 0) {
                return middle;
            } else if (order < 0) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return -1 - low;
    }

    void addDisbursed(long amountMinor) {
        disbursed += amountMinor;
    }

    void addPrincipalPaid(ProgressivePeriod period, long amountMinor) {
        period.principalPaid += amountMinor;
        principalPaid += amountMinor;
    }

    /** Principal lent and not repaid. */
    long owed() {
        return disbursed - principalPaid;
    }

    /** What all instalments are short of principal and interest. */
    long shortBy() {
        return disbursed + interestAboveInstalments;
    }

    /** Index of the first period whose figures may have changed since this was asked last. */
    int takeChanged() {
        int changed = changedFrom;
        changedFrom = periods.size();
        return changed;
    }

    void noteChanged(int from) {
        changedFrom = Math.min(changedFrom, from);
    }

    /** Computes the figures of all periods from one on. */
    void refresh(int from) {
        changedFrom = Math.min(changedFrom, from);
        ProgressivePeriod before = from == 0 ? null : periods.get(from - 1);
        for (int i = from; i < periods.size(); i++) {
            ProgressivePeriod period = periods.get(i);
            long interest = period.interestDue();
            period.refresh(before, conventions);
            interestAboveInstalments += period.interestDue() - interest;
            before = period;
        }
    }

    void refreshOne(int index) {
        changedFrom = Math.min(changedFrom, index);
        ProgressivePeriod period = periods.get(index);
        interestAboveInstalments -= period.interestDue();
        period.refresh(index == 0 ? null : periods.get(index - 1), conventions);
        interestAboveInstalments += period.interestDue();
    }

    void setInstalment(ProgressivePeriod period, long amountMinor) {
        interestAboveInstalments += period.instalment - amountMinor;
        period.instalment = amountMinor;
    }
}
