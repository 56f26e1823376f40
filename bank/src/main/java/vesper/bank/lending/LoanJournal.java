package vesper.bank.lending;

import java.util.ArrayList;
import java.util.List;

/** The accounting entries of a loan's transactions: what each line debits and credits in the general ledger. */
public final class LoanJournal {
    private LoanJournal() {}

    /** Roles of general-ledger accounts; a product says which account plays which. */
    public enum Role {
        LOANS_RECEIVABLE,
        INTEREST_RECEIVABLE,
        FEES_RECEIVABLE,
        PENALTIES_RECEIVABLE,
        CLEARING,
        OVERPAYMENTS,
        INTEREST_INCOME,
        FEE_INCOME,
        PENALTY_INCOME,
        GOODWILL_EXPENSE,
        GOODWILL_INTEREST,
        GOODWILL_CHARGES,
        CHARGE_OFF_EXPENSE,
        CHARGED_OFF_INTEREST,
        CHARGED_OFF_CHARGES,
        WRITE_OFF_EXPENSE,
        RECOVERIES
    }

    /** One leg. Exactly one of the two amounts is positive, the other zero. */
    public record LoanPosting(Role role, long debitMinor, long creditMinor) {}

    /**
     * The entry of a line, and after it its reversal if it was undone.
     *
     * @param afterChargeOff whether the loan was charged off before it; money that still comes in is a recovery then
     */
    public static List<LoanPosting> of(TransactionLine line, boolean afterChargeOff) {
        List<LoanPosting> legs = new ArrayList<>();
        Portions portions = line.portions();
        switch (line.transaction().type()) {
            case DISBURSEMENT -> {
                debit(legs, Role.LOANS_RECEIVABLE, line.amountMinor() - line.overpaidMinor());
                debit(legs, Role.OVERPAYMENTS, line.overpaidMinor());
                credit(legs, Role.CLEARING, line.amountMinor());
            }
            case REPAYMENT, DOWN_PAYMENT, MERCHANT_ISSUED_REFUND, PAYOUT_REFUND -> {
                received(legs, line, afterChargeOff);
                debit(legs, Role.CLEARING, line.amountMinor());
            }
            case GOODWILL_CREDIT -> {
                received(legs, line, afterChargeOff);
                debit(legs, Role.GOODWILL_EXPENSE, portions.principalMinor() + line.overpaidMinor());
                debit(legs, Role.GOODWILL_INTEREST, portions.interestMinor());
                debit(legs, Role.GOODWILL_CHARGES, portions.feeMinor() + portions.penaltyMinor());
            }
            case REFUND -> {
                debit(legs, Role.LOANS_RECEIVABLE, portions.principalMinor());
                debit(legs, Role.INTEREST_RECEIVABLE, portions.interestMinor());
                debit(legs, Role.FEES_RECEIVABLE, portions.feeMinor());
                debit(legs, Role.PENALTIES_RECEIVABLE, portions.penaltyMinor());
                credit(legs, Role.CLEARING, portions.totalMinor());
            }
            case CHARGEBACK, CREDIT_BALANCE_REFUND -> {
                debit(legs, Role.LOANS_RECEIVABLE, portions.principalMinor());
                debit(legs, Role.INTEREST_RECEIVABLE, portions.interestMinor());
                debit(legs, Role.FEES_RECEIVABLE, portions.feeMinor());
                debit(legs, Role.PENALTIES_RECEIVABLE, portions.penaltyMinor());
                debit(legs, Role.OVERPAYMENTS, line.amountMinor() - portions.totalMinor());
                credit(legs, Role.CLEARING, line.amountMinor());
            }
            case ACCRUAL -> {
                debit(legs, Role.INTEREST_RECEIVABLE, portions.interestMinor());
                debit(legs, Role.FEES_RECEIVABLE, portions.feeMinor());
                debit(legs, Role.PENALTIES_RECEIVABLE, portions.penaltyMinor());
                credit(legs, Role.INTEREST_INCOME, portions.interestMinor());
                credit(legs, Role.FEE_INCOME, portions.feeMinor());
                credit(legs, Role.PENALTY_INCOME, portions.penaltyMinor());
            }
            case CHARGE_OFF ->
                lost(legs, portions, Role.CHARGE_OFF_EXPENSE, Role.CHARGED_OFF_INTEREST, Role.CHARGED_OFF_CHARGES);
            case WRITE_OFF ->
                lost(legs, portions, Role.WRITE_OFF_EXPENSE, Role.WRITE_OFF_EXPENSE, Role.WRITE_OFF_EXPENSE);
            case CHARGE_WAIVER, RE_AGE, RE_AMORTISATION -> {
                // A waived charge that was not recognised has no entry; re-spreading moves no money.
            }
        }
        if (line.undone()) {
            for (LoanPosting leg : List.copyOf(legs)) {
                legs.add(new LoanPosting(leg.role(), leg.creditMinor(), leg.debitMinor()));
            }
        }
        return legs;
    }

    private static void received(List<LoanPosting> legs, TransactionLine line, boolean afterChargeOff) {
        Portions portions = line.portions();
        if (afterChargeOff) {
            credit(legs, Role.RECOVERIES, portions.totalMinor());
        } else {
            credit(legs, Role.LOANS_RECEIVABLE, portions.principalMinor());
            credit(legs, Role.INTEREST_RECEIVABLE, portions.interestMinor());
            credit(legs, Role.FEES_RECEIVABLE, portions.feeMinor());
            credit(legs, Role.PENALTIES_RECEIVABLE, portions.penaltyMinor());
        }
        credit(legs, Role.OVERPAYMENTS, line.amountMinor() - portions.totalMinor());
    }

    private static void lost(List<LoanPosting> legs, Portions portions, Role principal, Role interest, Role charges) {
        debit(legs, principal, portions.principalMinor());
        debit(legs, interest, portions.interestMinor());
        debit(legs, charges, portions.feeMinor() + portions.penaltyMinor());
        credit(legs, Role.LOANS_RECEIVABLE, portions.principalMinor());
        credit(legs, Role.INTEREST_RECEIVABLE, portions.interestMinor());
        credit(legs, Role.FEES_RECEIVABLE, portions.feeMinor());
        credit(legs, Role.PENALTIES_RECEIVABLE, portions.penaltyMinor());
    }

    private static void debit(List<LoanPosting> legs, Role role, long amountMinor) {
        if (amountMinor != 0) {
            legs.add(new LoanPosting(role, amountMinor, 0));
        }
    }

    private static void credit(List<LoanPosting> legs, Role role, long amountMinor) {
        if (amountMinor != 0) {
            legs.add(new LoanPosting(role, 0, amountMinor));
        }
    }
}
