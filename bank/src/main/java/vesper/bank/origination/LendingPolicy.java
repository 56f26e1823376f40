package vesper.bank.origination;

import static vesper.bank.origination.InvalidProductException.require;

import java.math.BigDecimal;

/**
 * Who gets a loan of a product, and who decides.
 *
 * @param automaticLimitMinor what rules alone may lend to one customer, loans and other applications in the currency counted
 *     in; above it two people decide
 * @param approveFromScore rules approve from this score on
 * @param declineBelowScore rules decline below this score; in between people decide
 * @param maxDebtServicePct the most of the income that may go into debts, this loan included
 * @param stressPct percentage points that the rate is raised by to see whether the loan could still be paid
 * @param livingCostsMinor what living costs a month at least, whatever outgoings are declared
 * @param scoreCard name of the score card
 */
public record LendingPolicy(
        long automaticLimitMinor,
        int approveFromScore,
        int declineBelowScore,
        BigDecimal maxDebtServicePct,
        BigDecimal stressPct,
        long livingCostsMinor,
        String scoreCard) {
    public LendingPolicy {
        require(automaticLimitMinor >= 0, "automaticLimit", "must not be negative");
        require(
                declineBelowScore >= 0 && declineBelowScore <= approveFromScore,
                "declineBelowScore",
                "must be from 0 to the score that approves");
        require(
                maxDebtServicePct.signum() > 0 && maxDebtServicePct.compareTo(BigDecimal.valueOf(100)) <= 0,
                "maxDebtServicePct",
                "must be above 0 and at most 100");
        require(
                stressPct.signum() >= 0 && stressPct.compareTo(BigDecimal.valueOf(100)) <= 0,
                "stressPct",
                "must be from 0 to 100");
        require(livingCostsMinor >= 0, "livingCosts", "must not be negative");
    }

    /** A yearly rate raised by the stress, at most 1,000 percent. */
    BigDecimal stressed(BigDecimal ratePct) {
        return ratePct.add(stressPct).min(BigDecimal.valueOf(1_000));
    }
}
