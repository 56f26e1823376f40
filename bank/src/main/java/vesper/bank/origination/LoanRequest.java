package vesper.bank.origination;

import java.util.Locale;

/**
 * What a customer asks for. Amounts are minor units of the product's currency.
 *
 * @param productCode the newest approved version counts
 * @param accountNumber the customer's own account, which the money goes to and repayments come from
 * @param monthlyIncomeMinor net, zero or positive
 * @param monthlyOutgoingsMinor without payments on debts; zero or positive
 * @param monthlyDebtMinor payments on other debts; zero or positive
 */
public record LoanRequest(
        String productCode,
        String accountNumber,
        long amountMinor,
        int instalments,
        Purpose purpose,
        long monthlyIncomeMinor,
        long monthlyOutgoingsMinor,
        long monthlyDebtMinor) {
    private static final long MOST = 1_000_000_000_000_000L;

    /** What the money is for. */
    public enum Purpose {
        HOME,
        CAR,
        EDUCATION,
        DEBT_CONSOLIDATION,
        OTHER;

        /** As callers write it: {@code debt_consolidation}. */
        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public LoanRequest {
        if (monthlyIncomeMinor < 0 || monthlyOutgoingsMinor < 0 || monthlyDebtMinor < 0) {
            throw new IllegalArgumentException("income, outgoings and debts must not be negative");
        }
        if (monthlyIncomeMinor > MOST || monthlyOutgoingsMinor > MOST || monthlyDebtMinor > MOST) {
            throw new IllegalArgumentException("income, outgoings and debts must be at most 10^15");
        }
    }
}
