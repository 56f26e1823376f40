package vesper.bank.interest;

import static java.math.BigDecimal.ONE;
import static java.math.BigDecimal.ZERO;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/**
 * The annual percentage rate of charge of the European Union and the United Kingdom: the effective yearly rate at which what is
 * advanced and what is repaid, charges included, have the same present value. Directive 2008/48/EC annex I, 2014/17/EU annex I;
 * CONC App 1.2. 1,000 repaid by 1,200 after one and a half years: 12.92 %.
 */
public final class AnnualPercentageRate {
    private AnnualPercentageRate() {}

    /**
     * The rate as a fraction: 0.1292 is 12.92 %.
     *
     * @param advances positive amounts, the first at time zero
     * @param repayments positive amounts
     * @throws IllegalArgumentException if there are no advances or no repayments, one is not positive, or no rate equals them
     */
    public static BigDecimal of(List<CashFlow> advances, List<CashFlow> repayments) {
        BigDecimal advanced = total("advance", advances);
        BigDecimal repaid = total("repayment", repayments);
        if (advanced.compareTo(repaid) == 0) {
            return ZERO;
        }
        List<CashFlow> flows = new ArrayList<>(advances);
        repayments.forEach(repayment -> flows.add(repayment.negated()));
        return new PresentValue(flows)
                .zero()
                .map(growth -> growth.subtract(ONE, DayCount.PRECISION))
                .orElseThrow(() -> new IllegalArgumentException(
                        "no rate makes repayments of " + repaid + " worth the advances of " + advanced));
    }

    private static BigDecimal total(String term, List<CashFlow> flows) {
        if (flows.isEmpty()) {
            throw new IllegalArgumentException("there is no " + term);
        }
        BigDecimal total = ZERO;
        for (CashFlow flow : flows) {
            if (flow.amount().signum() <= 0) {
                throw new IllegalArgumentException(term + " must be positive, not " + flow.amount());
            }
            total = total.add(flow.amount());
        }
        return total;
    }
}
