package vesper.bank.origination;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import vesper.bank.TestBank;
import vesper.bank.lending.LoanTerms.Amortisation;
import vesper.bank.lending.LoanTerms.InterestMethod;
import vesper.bank.lending.LoanTerms.InterestPeriod;
import vesper.bank.lending.LoanTerms.ScheduleKind;
import vesper.bank.lending.LoanTerms.Unit;
import vesper.bank.lending.RepaymentStrategy;
import vesper.bank.origination.LoanProduct.Price;
import vesper.bank.origination.LoanProduct.Range;
import vesper.bank.origination.LoanProduct.Repayment;
import vesper.bank.origination.LoanProducts.Check;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LoanProductTest {
    private static final LoanProduct SAMPLE = SampleProducts.monthly();
    private TestBank test;

    @BeforeAll
    void open() {
        test = new TestBank();
    }

    @AfterAll
    void close() {
        test.close();
    }

    @Test
    void rateFollowsFromTheScore() {
        assertThat(SAMPLE.ratePct(79)).isEqualByComparingTo("12");
        assertThat(SAMPLE.ratePct(80)).isEqualByComparingTo("6");
        assertThat(SAMPLE.minRatePct()).isEqualByComparingTo("6");
        assertThat(SAMPLE.maxRatePct()).isEqualByComparingTo("12");
    }

    @Test
    void feesAreAFixedAmountAndARoundedShare() {
        assertThat(SAMPLE.feesMinor(1_234_50)).isEqualTo(10_00 + 12_35);
    }

    @Test
    void productIsRefusedWithTheNameOfTheField() {
        assertRefused("amount", () -> SampleProducts.monthly(SampleProducts.POLICY, new Range(500, 499)));
        assertRefused("amount", () -> SampleProducts.monthly(SampleProducts.POLICY, new Range(0, 499)));
        assertRefused(
                "instalments",
                () -> SampleProducts.product(
                        new Range(1, 2), new Range(0, 12), SAMPLE.repayment(), SampleProducts.POLICY));
        assertRefused(
                "fees",
                () -> SampleProducts.monthly(SampleProducts.POLICY, new Range(10_00, 10_000_00))
                        .checkCorners(TestBank.DAY));
        assertRefused("prices", () -> priced(new Price(1, BigDecimal.ONE)));
        assertRefused("prices", () -> priced(new Price(0, BigDecimal.ONE), new Price(0, BigDecimal.TEN)));
        assertRefused("prices", () -> priced(new Price(0, BigDecimal.valueOf(1_001))));
        assertRefused(
                "declineBelowScore", () -> new LendingPolicy(0, 60, 61, BigDecimal.TEN, BigDecimal.ONE, 0, "standard"));
    }

    @Test
    void productWhoseRangesMakeNoScheduleIsRefusedBeforeACustomerFindsOut() {
        // Progressive schedules are refused when an instalment does not cover its interest.
        LoanProduct absurd = SampleProducts.product(
                new Range(20_00, 100_00),
                new Range(6, 600),
                new Repayment(
                        10,
                        Unit.YEARS,
                        InterestMethod.DECLINING_BALANCE,
                        InterestPeriod.DAILY,
                        Amortisation.EQUAL_INSTALMENTS,
                        ScheduleKind.PROGRESSIVE,
                        "unheard-of",
                        RepaymentStrategy.PENALTY_FEE_INTEREST_PRINCIPAL),
                SampleProducts.POLICY);

        assertRefused("conventions", () -> absurd.checkCorners(LocalDate.EPOCH));
    }

    @Test
    void versionCountsOnceASecondPersonHasApprovedIt() {
        LoanProducts products = test.bank().loanProducts();
        int version = products.propose(SAMPLE, "staff:ann");

        assertThat(products.offered("sample")).isEmpty();
        assertRefused("code", () -> products.propose(SAMPLE, "staff:bea"));
        assertThat(products.check("sample", version, true, "staff:ann")).isEqualTo(Check.SAME_PERSON);
        assertThat(products.inCheck())
                .extracting(each -> each.product().code() + " " + each.by())
                .containsExactly("sample staff:ann");
        assertThat(products.check("sample", version, true, "staff:bea")).isEqualTo(Check.DONE);
        assertThat(products.check("sample", version, false, "staff:cid")).isEqualTo(Check.NOT_WAITING);

        assertThat(products.offered("sample")).contains(SAMPLE);
        int rejected = products.propose(SAMPLE, "staff:ann");
        assertThat(rejected).isEqualTo(version + 1);
        products.check("sample", rejected, false, "staff:bea");
        assertThat(products.offered("sample").orElseThrow().version()).isEqualTo(version);
        assertThat(products.version("sample", rejected)).isPresent();
    }

    @Test
    void productsOfANewBankHoldTheirOwnRules() {
        List<LoanProduct> offered = test.bank().loanProducts().offered();

        assertThat(offered).extracting(LoanProduct::code).contains("personal-eur", "personal-usd");
        for (LoanProduct product : offered) {
            product.checkCorners(TestBank.DAY);
            assertThat(new ScoreCards(test.bank().jdbc())
                            .newest(product.policy().scoreCard())
                            .scales())
                    .extracting(ScoreCard.Scale::attribute)
                    .containsExactlyInAnyOrder(Attribute.values());
        }
    }

    private static void assertRefused(String field, org.assertj.core.api.ThrowableAssert.ThrowingCallable making) {
        assertThatThrownBy(making)
                .isInstanceOfSatisfying(
                        InvalidProductException.class,
                        refused -> assertThat(refused.field()).isEqualTo(field));
    }

    private static void priced(Price... prices) {
        new LoanProduct(
                SAMPLE.code(),
                1,
                SAMPLE.name(),
                SAMPLE.currency(),
                SAMPLE.amountMinor(),
                SAMPLE.instalments(),
                SAMPLE.repayment(),
                List.of(prices),
                SAMPLE.fees(),
                SAMPLE.delinquency(),
                SAMPLE.policy(),
                14);
    }
}
