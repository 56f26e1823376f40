package vesper.bank.lending;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * How a loan goes on if every instalment is paid on its due date, and some money comes besides. What is computed is what the
 * books would show then: the same replay.
 *
 * @param loan with the payments that are foreseen
 */
record LoanProjection(Loan loan, LoanState state) {

    /** A loan as it is. */
    static LoanProjection of(Loan loan) {
        return new LoanProjection(loan, loan.state());
    }

    /**
     * A loan on terms that nothing has happened on yet.
     *
     * @param tranches that are paid out; the first on the day of the terms, all of them before the last instalment is due, and
     *     together the principal
     * @throws InvalidTermsException naming the {@code disbursements}, or the term that makes no schedule
     */
    static LoanProjection of(LoanTerms terms, List<DatedAmount> tranches) {
        List<DatedAmount> inOrder = new ArrayList<>(tranches);
        inOrder.sort(Comparator.comparing(DatedAmount::on));
        List<LoanTransaction> transactions = new ArrayList<>();
        long sum = 0;
        for (DatedAmount each : inOrder) {
            require(each.amountMinor() > 0, "disbursements", "must be positive");
            sum = Math.addExact(sum, each.amountMinor());
            transactions.add(LoanTransaction.of(
                    transactions.size() + 1L, TransactionType.DISBURSEMENT, each.on(), each.on(), each.amountMinor()));
        }
        require(
                !inOrder.isEmpty() && inOrder.get(0).on().equals(terms.disbursedOn()),
                "disbursements",
                "must begin on " + terms.disbursedOn());
        require(sum == terms.principalMinor(), "disbursements", "must come to the principal");
        List<Schedule.Instalment> whole = Schedule.of(terms).instalments();
        LocalDate end = whole.get(whole.size() - 1).dueOn();
        require(
                inOrder.get(inOrder.size() - 1).on().isBefore(end),
                "disbursements",
                "must come before the last instalment is due, on " + end);
        return of(Loan.appliedFor(terms).asApproved().withTransactions(transactions));
    }

    /**
     * With everything paid that falls due up to and including a day, each on its due date.
     *
     * @param from on which what is overdue already is paid
     */
    LoanProjection paidUntil(LocalDate from, LocalDate until) {
        Loan paid = loan;
        for (LoanState.Row row : state.instalments()) {
            if (row.outstandingMinor() > 0 && !row.dueOn().isAfter(until)) {
                paid = paid.with(
                        payment(paid, row.dueOn().isBefore(from) ? from : row.dueOn(), row.outstandingMinor()));
            }
        }
        return paid.lastId() == loan.lastId() ? this : of(paid);
    }

    /** With one payment more. */
    LoanProjection pay(PartPrepayment payment) {
        return of(loan.with(payment(loan, payment.on(), payment.amountMinor()).changing(payment.excess())));
    }

    private static LoanTransaction payment(Loan loan, LocalDate on, long amountMinor) {
        return LoanTransaction.of(loan.lastId() + 1, TransactionType.REPAYMENT, on, on, amountMinor);
    }

    private static void require(boolean holds, String term, String reason) {
        if (!holds) {
            throw new InvalidTermsException(term, reason);
        }
    }
}
