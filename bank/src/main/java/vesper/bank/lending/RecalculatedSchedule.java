package vesper.bank.lending;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import vesper.bank.lending.LoanTerms.Recalculation;
import vesper.bank.lending.LoanTerms.Recalculation.Compounding;
import vesper.bank.lending.LoanTerms.Recalculation.Excess;
import vesper.bank.lending.LoanTerms.Recalculation.Settlement;

/**
 * A cumulative schedule whose interest follows the payments, in one pass over periods and payments together. What is paid
 * before its due date lowers the balance from that day; principal that is overdue when a payment comes has borne interest since
 * the start of the running period. What exceeds the instalment repays principal and changes the instalments after it as agreed.
 */
final class RecalculatedSchedule extends CumulativeSchedule {
    /** Money in, less what it paid of charges. */
    record Payment(LocalDate on, long amountMinor) {}

    private final List<Payment> payments;
    private final Recalculation recalculation;
    private long[] principalPaid = new long[64];
    private long[] interestPaid = new long[64];
    private int nextPayment;
    private int firstUnpaid;
    private long lessPrincipal;

    RecalculatedSchedule(
            LoanTerms terms,
            Recalculation recalculation,
            List<Tranche> tranches,
            List<TermChange> changes,
            List<Payment> payments) {
        super(terms, tranches, changes);
        this.payments = payments;
        this.recalculation = recalculation;
    }

    @Override
    void declining(LocalDate from, LocalDate due) {
        takeUntil(due);
        if (planned.size() == interestPaid.length) {
            interestPaid = Arrays.copyOf(interestPaid, interestPaid.length * 2);
            principalPaid = Arrays.copyOf(principalPaid, principalPaid.length * 2);
        }
        int end = nextPayment;
        while (end < payments.size() && !payments.get(end).on().isAfter(due)) {
            end++;
        }
        LocalDate lastPaidOn = end > nextPayment ? payments.get(end - 1).on() : from;
        long interest = 0;
        long early = 0;
        LocalDate begin = from;
        while (nextPayment < end && payments.get(nextPayment).on().isBefore(due)) {
            Payment payment = payments.get(nextPayment++);
            interest += stretch(begin, payment.on(), owed - early + late());
            begin = payment.on();
            early += payOverdue(payment.amountMinor());
            if (early >= owed + interest && recalculation.settlement() == Settlement.UNTIL_DAY) {
                settle(from, payment.on(), interest, early);
                return;
            }
        }
        early = Math.min(early, owed);
        interest += stretch(begin, due, owed - early + (lastPaidOn.equals(due) ? late() : 0));
        schedule(from, due, interest, early, end);
    }

    private void schedule(LocalDate from, LocalDate due, long interest, long early, int end) {
        long principal = isLast() ? owed : Math.min(owed, decliningPrincipal(interest));
        long less = Math.min(lessPrincipal, principal);
        if (!isLast()) {
            principal -= less;
        }
        lessPrincipal -= less;
        long excess = 0;
        if (early > principal) {
            excess = early - principal;
            principal = early;
        }
        long paid = early;
        while (nextPayment < end) {
            paid += payOverdue(payments.get(nextPayment++).amountMinor());
        }
        long above = Math.min(paid - interest - principal, owed - principal);
        if (above > 0) {
            excess += above;
            principal += above;
        }
        interestPaid[planned.size()] = Math.min(paid, interest);
        principalPaid[planned.size()] = Math.min(principal, paid - Math.min(paid, interest));
        add(from, due, principal, interest);
        if (excess > 0) {
            followExcess(excess);
        }
    }

    private void followExcess(long excess) {
        if (recalculation.excess() == Excess.NEXT_INSTALMENTS) {
            lessPrincipal += excess;
        } else if (recalculation.excess() == Excess.SMALLER_INSTALMENTS && owed > 0) {
            spreadAnew(number + 1);
        }
    }

    private void settle(LocalDate from, LocalDate on, long interest, long paid) {
        interestPaid[planned.size()] = interest;
        principalPaid[planned.size()] = Math.min(owed, paid - interest);
        add(from, on, owed, interest);
    }

    /** Pays what is overdue, oldest first, interest before principal. Returns what is left. */
    private long payOverdue(long amount) {
        long left = amount;
        while (firstUnpaid < planned.size() && left > 0) {
            PlannedInstalment oldest = planned.get(firstUnpaid);
            long interest = Math.min(left, oldest.interestMinor() - interestPaid[firstUnpaid]);
            interestPaid[firstUnpaid] += interest;
            long principal = Math.min(left - interest, oldest.principalMinor() - principalPaid[firstUnpaid]);
            principalPaid[firstUnpaid] += principal;
            left -= interest + principal;
            if (interestPaid[firstUnpaid] == oldest.interestMinor()
                    && principalPaid[firstUnpaid] == oldest.principalMinor()) {
                firstUnpaid++;
            }
        }
        return left;
    }

    /** What is overdue and bears interest. */
    private long late() {
        long late = 0;
        for (int i = firstUnpaid; i < planned.size(); i++) {
            late += planned.get(i).principalMinor() - principalPaid[i];
            if (recalculation.compounding() == Compounding.INTEREST) {
                late += planned.get(i).interestMinor() - interestPaid[i];
            }
        }
        return late;
    }

    private long stretch(LocalDate from, LocalDate to, long balance) {
        return from.isBefore(to) ? InterestMath.interest(balance, rates.ofStretch(from, to), rounding) : 0;
    }
}
