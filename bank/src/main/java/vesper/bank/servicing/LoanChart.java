package vesper.bank.servicing;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import vesper.bank.account.Accounts;
import vesper.bank.account.LedgerCode;
import vesper.bank.ledger.Leg;
import vesper.bank.lending.LoanJournal.Role;

/** Which account plays which role for a loan. */
final class LoanChart {
    private final Accounts accounts;

    LoanChart(Accounts accounts) {
        this.accounts = accounts;
    }

    /**
     * The legs of an entry.
     *
     * @param moved by role; positive credits the account
     * @param payerAccountId the account on the other side of what is paid out or comes in
     */
    List<Leg> legs(LoanAccount loan, long payerAccountId, Map<Role, Long> moved) {
        List<Leg> legs = new ArrayList<>(moved.size());
        Map<Long, Long> byAccount = new LinkedHashMap<>();
        moved.forEach((role, amount) -> byAccount.merge(accountOf(role, loan, payerAccountId), amount, Math::addExact));
        byAccount.forEach((account, amount) -> {
            if (amount != 0) {
                legs.add(new Leg(account, amount, loan.currency()));
            }
        });
        return legs;
    }

    private long accountOf(Role role, LoanAccount loan, long payerAccountId) {
        return switch (role) {
            case LOANS_RECEIVABLE -> loan.accountId();
            case CLEARING -> payerAccountId;
            default -> accounts.ledgerAccount(code(role), loan.currency()).id();
        };
    }

    private static LedgerCode code(Role role) {
        return switch (role) {
            case INTEREST_RECEIVABLE -> LedgerCode.LOAN_INTEREST;
            case FEES_RECEIVABLE -> LedgerCode.LOAN_FEES;
            case PENALTIES_RECEIVABLE -> LedgerCode.LOAN_PENALTIES;
            case OVERPAYMENTS -> LedgerCode.LOAN_OVERPAYMENTS;
            case INTEREST_INCOME -> LedgerCode.INTEREST_INCOME;
            case FEE_INCOME -> LedgerCode.FEE_INCOME;
            case PENALTY_INCOME -> LedgerCode.PENALTY_INCOME;
            case RECOVERIES -> LedgerCode.RECOVERIES;
            case GOODWILL_EXPENSE, GOODWILL_INTEREST, GOODWILL_CHARGES -> LedgerCode.GOODWILL;
            case CHARGE_OFF_EXPENSE, CHARGED_OFF_INTEREST, CHARGED_OFF_CHARGES, WRITE_OFF_EXPENSE ->
                LedgerCode.LOAN_LOSSES;
            case LOANS_RECEIVABLE, CLEARING ->
                throw new IllegalArgumentException(role + " is played by an account of the loan's");
        };
    }
}
