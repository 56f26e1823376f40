package vesper.bank.generalledger;

import java.time.LocalDate;
import java.util.List;
import vesper.bank.generalledger.TrialBalance.Line;

/**
 * What the bank earned and spent in one currency from one business date to another, both inclusive; the balances of its lines are
 * those of the period.
 */
public record ProfitAndLoss(LocalDate from, LocalDate to, String currency, List<Line> income, List<Line> expenses) {
    static ProfitAndLoss of(LocalDate from, TrialBalance moved, String currency) {
        return new ProfitAndLoss(
                from,
                moved.businessDate(),
                currency,
                BalanceSheet.of(moved, currency, AccountType.INCOME),
                BalanceSheet.of(moved, currency, AccountType.EXPENSE));
    }

    public long incomeMinor() {
        return BalanceSheet.total(income);
    }

    public long expensesMinor() {
        return BalanceSheet.total(expenses);
    }

    /** Income less expenses; negative: a loss. */
    public long resultMinor() {
        return Math.subtractExact(incomeMinor(), expensesMinor());
    }
}
