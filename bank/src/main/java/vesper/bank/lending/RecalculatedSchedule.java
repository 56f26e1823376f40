package vesper.bank.lending;

import java.time.LocalDate;
import java.util.ArrayList;
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
    /**
     * Money in, less what it paid of charges.
     *
     * @param excess what it changes where it is above the instalment
     */
    record Payment(LocalDate on, long amountMinor, Excess excess) {
        Payment of(long otherMinor) {
            return new Payment(on, otherMinor, excess);
        }
    }

    private final List<Payment> payments;
    private final Recalculation recalculation;
    private long[] principalPaid = new long[64];
    private long[] interestPaid = new long[64];
    private int nextPayment;
    private int firstUnpaid;
    private long lessPrincipal;
    /** Of the period: what came before it is due, and on the day, without what that paid of older ones. */
    private final List<Payment> ahead = new ArrayList<>();
    /** Whether the loan ends before the last instalment of its terms. */
    private boolean shortened;

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
        if (planned.size() == interestPaid.length) {
            interestPaid = Arrays.copyOf(interestPaid, interestPaid.length * 2);
            principalPaid = Arrays.copyOf(principalPaid, principalPaid.length * 2);
        }
        int end = nextPayment;
        while (end < payments.size() && !payments.get(end).on().isAfter(due)) {
            end++;
        }
        LocalDate lastPaidOn = end > nextPayment ? payments.get(end - 1).on() : from;
        Earned earned = new Earned(from);
        long early = 0;
        ahead.clear();
        while (nextPayment < end && payments.get(nextPayment).on().isBefore(due)) {
            Payment payment = payments.get(nextPayment++);
            lendUntil(payment.on(), early, earned);
            earned.until(payment.on(), owed - early + late());
            ahead.add(payment.of(payOverdue(payment.amountMinor())));
            early += ahead.get(ahead.size() - 1).amountMinor();
            if (early >= owed + earned.interest() && recalculation.settlement() == Settlement.UNTIL_DAY) {
                settle(from, payment.on(), earned.interest(), early);
                return;
            }
        }
        lendUntil(due, early, earned);
        early = Math.min(early, owed);
        earned.until(due, owed - early + (lastPaidOn.equals(due) ? late() : 0));
        schedule(from, due, earned.interest(), early, end);
    }

    /** Adds what is paid out up to and including a day, which bears interest from its own day on. */
    private void lendUntil(LocalDate day, long early, Earned earned) {
        LocalDate on = nextDisbursement();
        while (on != null && !on.isAfter(day)) {
            earned.until(on, owed - early + late());
            take(on);
            on = nextDisbursement();
        }
    }

    /** Interest of one period, stretch by stretch, rounded as the conventions say. */
    private final class Earned {
        private final InterestMath.Sum exact = new InterestMath.Sum();
        private long rounded;
        private LocalDate begin;

        Earned(LocalDate from) {
            begin = from;
        }

        void until(LocalDate day, long balance) {
            if (begin.isBefore(day)) {
                long factor = rates.ofStretch(begin, day);
                rounded += InterestMath.interest(balance, factor, rounding);
                exact.add(balance, factor);
                begin = day;
            }
        }

        long interest() {
            return terms.conventions().roundEachStretch() ? rounded : exact.rounded(rounding);
        }
    }

    /** What is overdue may bear so much that an instalment has nothing left for principal. */
    @Override
    long beside(long interest, long instalment) {
        return Math.max(0, instalment - interest);
    }

    private void schedule(LocalDate from, LocalDate due, long interest, long early, int end) {
        long principal = isLast() ? owed : Math.min(owed, decliningPrincipal(interest));
        long less = Math.min(lessPrincipal, principal);
        if (!isLast()) {
            principal -= less;
        }
        lessPrincipal -= less;
        List<Payment> excess = broughtLast(ahead, early - principal);
        principal = Math.max(principal, early);
        long paid = early;
        ahead.clear();
        while (nextPayment < end) {
            Payment payment = payments.get(nextPayment++);
            ahead.add(payment.of(payOverdue(payment.amountMinor())));
            paid += ahead.get(ahead.size() - 1).amountMinor();
        }
        long above = Math.min(paid - interest - principal, owed - principal);
        excess.addAll(broughtLast(ahead, above));
        principal += Math.max(0, above);
        interestPaid[planned.size()] = Math.min(paid, interest);
        principalPaid[planned.size()] = Math.min(principal, paid - Math.min(paid, interest));
        add(from, due, principal, interest);
        long later = 0;
        for (Payment each : excess) {
            later += each.amountMinor();
        }
        for (Payment each : excess) {
            later -= each.amountMinor();
            followExcess(each, owed + later);
        }
    }

    /** The payments that an amount came with, if the first ones paid what there was to pay. */
    private static List<Payment> broughtLast(List<Payment> payments, long amount) {
        List<Payment> found = new ArrayList<>(1);
        long left = amount;
        for (int i = payments.size() - 1; i >= 0 && left > 0; i--) {
            long taken = Math.min(left, payments.get(i).amountMinor());
            if (taken > 0) {
                found.add(0, payments.get(i).of(taken));
            }
            left -= taken;
        }
        return found;
    }

    /** Changes the instalments that come after a payment. */
    private void followExcess(Payment excess, long owedAfter) {
        switch (excess.excess()) {
            case NEXT_INSTALMENTS -> lessPrincipal += excess.amountMinor();
            case SMALLER_INSTALMENTS -> {
                if (owedAfter > 0) {
                    // A term that was shortened before stays as short.
                    last = shortened ? lastOf(owedAfter + excess.amountMinor()) : last;
                    spreadAnew(number + 1, owedAfter);
                }
            }
            case SHORTER_TERM, LAST_UNPAID_INSTALMENT -> {
                shortened = true;
                if (!spread()) {
                    // In grace: the instalments are those that there would be without it.
                    spreadAnew(number + 1, owedAfter + excess.amountMinor());
                }
            }
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
}
