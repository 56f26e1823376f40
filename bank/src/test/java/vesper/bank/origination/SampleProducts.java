package vesper.bank.origination;

import java.math.BigDecimal;
import java.util.List;
import vesper.bank.lending.DelinquencyBuckets;
import vesper.bank.lending.LoanTerms.Amortisation;
import vesper.bank.lending.LoanTerms.InterestMethod;
import vesper.bank.lending.LoanTerms.InterestPeriod;
import vesper.bank.lending.LoanTerms.ScheduleKind;
import vesper.bank.lending.LoanTerms.Unit;
import vesper.bank.lending.RepaymentStrategy;
import vesper.bank.origination.LoanProduct.Fee;
import vesper.bank.origination.LoanProduct.Price;
import vesper.bank.origination.LoanProduct.Range;
import vesper.bank.origination.LoanProduct.Repayment;

/** Products for tests. */
final class SampleProducts {
    static final LendingPolicy POLICY =
            new LendingPolicy(10_000_00, 60, 35, BigDecimal.valueOf(40), BigDecimal.valueOf(3), 900_00, "standard");

    private SampleProducts() {}

    /** 500 to 50,000 USD in 6 to 84 months at 12 %, 6 % from 80 points on; a fee of 10.00 and 1 %. */
    static LoanProduct monthly() {
        return monthly(POLICY, new Range(500_00, 50_000_00));
    }

    static LoanProduct monthly(LendingPolicy policy, Range amount) {
        return product(
                amount,
                new Range(6, 84),
                new Repayment(
                        1,
                        Unit.MONTHS,
                        InterestMethod.DECLINING_BALANCE,
                        InterestPeriod.SAME_AS_REPAYMENT_PERIOD,
                        Amortisation.EQUAL_INSTALMENTS,
                        ScheduleKind.CUMULATIVE,
                        "textbook",
                        RepaymentStrategy.PENALTY_FEE_INTEREST_PRINCIPAL),
                policy);
    }

    static LoanProduct product(Range amount, Range instalments, Repayment repayment, LendingPolicy policy) {
        return new LoanProduct(
                "sample",
                1,
                "Sample loan",
                "USD",
                amount,
                instalments,
                repayment,
                List.of(new Price(0, BigDecimal.valueOf(12)), new Price(80, BigDecimal.valueOf(6))),
                List.of(new Fee("Arrangement fee", 10_00, BigDecimal.ONE)),
                new DelinquencyBuckets(List.of(new DelinquencyBuckets.Bucket("1+", 1, null, BigDecimal.TEN))),
                policy,
                14);
    }
}
