package vesper.bank.lending;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import vesper.bank.money.Money;

/**
 * A loan: its terms and everything that has happened on it. What is owed, paid and earned is found by replay, so that a payment
 * with an older value date, or one that is undone, gives the same loan as if it had come in its place.
 *
 * @param transactions in any order; replayed by value date, day of recording and sequence
 * @param undone transactions that no longer count, with their figures of just before
 * @param lastId of the sequence that transactions and charges share
 */
public record Loan(
        LoanTerms terms,
        boolean approved,
        List<LoanTransaction> transactions,
        List<LoanCharge> charges,
        List<TermChange> changes,
        Map<Long, TransactionLine> undone,
        long lastId) {

    /** More than any loan owes, and small enough to add up. */
    private static final long MORE_THAN_OWED = 1_000_000_000_000_000L;

    public Loan {
        transactions = List.copyOf(transactions);
        charges = List.copyOf(charges);
        changes = List.copyOf(changes);
        undone = Map.copyOf(undone);
    }

    public static Loan appliedFor(LoanTerms terms) {
        return new Loan(terms, false, List.of(), List.of(), List.of(), Map.of(), 0);
    }

    /** The loan as its transactions make it. */
    public LoanState state() {
        return new LoanReplay(this).run();
    }

    /** Does what is asked, or says why not. Pure: this loan stays as it is. */
    public LoanOutcome apply(LoanCommand command, LocalDate businessDate) {
        return new LoanDesk(this, businessDate).handle(command);
    }

    /**
     * What a payment on a day must bring to close the loan: all that is owed, with interest as far as it is charged on early
     * settlement.
     */
    public Portions settlement(LocalDate on) {
        LoanTransaction payment =
                LoanTransaction.of(lastId + 1, TransactionType.REPAYMENT, on, LocalDate.MAX, MORE_THAN_OWED);
        for (TransactionLine line : with(payment).state().transactions()) {
            if (line.transaction().equals(payment)) {
                return line.portions();
            }
        }
        return Portions.NONE;
    }

    /**
     * What a payment in advance on a day would do, if all that falls due until then is paid, and nothing else happens.
     *
     * @param today the business date
     * @param payment on {@code today} or later; a choice is made only where the terms let it be made
     */
    public Prepayment prepayment(LocalDate today, PartPrepayment payment) {
        return Prepayment.of(this, today, payment);
    }

    LocalDate disbursedOn() {
        LocalDate first = null;
        for (LoanTransaction each : transactions) {
            if (each.type() == TransactionType.DISBURSEMENT
                    && !undone.containsKey(each.id())
                    && (first == null || each.valueDate().isBefore(first))) {
                first = each.valueDate();
            }
        }
        return first == null ? LocalDate.MAX : first;
    }

    boolean disbursed() {
        return !disbursedOn().equals(LocalDate.MAX);
    }

    boolean chargedOff() {
        return transactions.stream()
                .anyMatch(each -> each.type() == TransactionType.CHARGE_OFF && !undone.containsKey(each.id()));
    }

    boolean inCurrency(Money amount) {
        return amount.currency().equals(terms.currency());
    }

    Loan with(LoanTransaction transaction) {
        List<LoanTransaction> more = new ArrayList<>(transactions);
        more.add(transaction);
        return new Loan(terms, approved, more, charges, changes, undone, Math.max(lastId, transaction.id()));
    }

    Loan with(LoanCharge charge) {
        List<LoanCharge> more = new ArrayList<>(charges);
        more.add(charge);
        return new Loan(terms, approved, transactions, more, changes, undone, Math.max(lastId, charge.id()));
    }

    Loan with(TermChange change) {
        List<TermChange> more = new ArrayList<>(changes);
        more.add(change);
        return new Loan(terms, approved, transactions, charges, more, undone, lastId);
    }

    Loan asApproved() {
        return new Loan(terms, true, transactions, charges, changes, undone, lastId);
    }

    Loan withTransactions(List<LoanTransaction> kept) {
        return new Loan(terms, approved, kept, charges, changes, undone, lastId);
    }

    Loan undoing(TransactionLine line) {
        Map<Long, TransactionLine> more = new HashMap<>(undone);
        more.put(line.transaction().id(), line.asUndone());
        return new Loan(terms, approved, transactions, charges, changes, more, lastId);
    }

    /** The loan without transactions that were undone; their figures are those that they would have now. */
    public Loan undoing(Set<Long> transactionIds) {
        if (transactionIds.isEmpty()) {
            return this;
        }
        Loan without = this;
        for (TransactionLine line : state().transactions()) {
            if (transactionIds.contains(line.transaction().id())) {
                without = without.undoing(line);
            }
        }
        return without;
    }
}
