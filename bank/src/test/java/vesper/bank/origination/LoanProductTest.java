package vesper.bank.origination;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import vesper.bank.TestBank;
import vesper.bank.foureyes.FourEyes.Check;
import vesper.bank.lending.LoanTerms;
import vesper.bank.lending.LoanTerms.Amortisation;
import vesper.bank.lending.LoanTerms.Grace;
import vesper.bank.lending.LoanTerms.InterestMethod;
import vesper.bank.lending.LoanTerms.InterestPeriod;
import vesper.bank.lending.LoanTerms.Recalculation.Excess;
import vesper.bank.lending.LoanTerms.ScheduleKind;
import vesper.bank.lending.LoanTerms.Unit;
import vesper.bank.lending.RepaymentStrategy;
import vesper.bank.lending.Schedule;
import vesper.bank.lending.Schedule.Instalment;
import vesper.bank.origination.LoanProduct.Price;
import vesper.bank.origination.LoanProduct.Range;
import vesper.bank.origination.LoanProduct.Repayment;
import vesper.bank.origination.LoanProduct.Variation;

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
    void graceDownPaymentAndBalloonAreThoseOfTheProduct() {
        LoanTerms terms = varied().terms(10_000_00, 24, BigDecimal.valueOf(6), TestBank.DAY);

        assertThat(terms.grace()).isEqualTo(new Grace(2, 1, 1));
        assertThat(terms.downPaymentPct()).isEqualByComparingTo("10");
        assertThat(terms.automaticDownPayment()).isTrue();
        assertThat(terms.balloonMinor()).isEqualTo(2_500_00);
        assertThat(terms.instalmentMultipleMinor()).isEqualTo(100);
        assertThat(Objects.requireNonNull(terms.recalculation()).excess()).isEqualTo(Excess.SHORTER_TERM);
        List<Instalment> schedule = Schedule.of(terms).instalments();
        assertThat(schedule.get(0).principalMinor()).isEqualTo(1_000_00);
        assertThat(schedule.subList(1, 3)).allMatch(each -> each.principalMinor() == 0);
        assertThat(schedule.get(1).interestMinor()).isZero();
        assertThat(schedule.get(24).principalMinor()).isGreaterThan(2_500_00);
    }

    @Test
    void variationThatMakesNoScheduleIsRefusedByItsName() {
        assertRefused("grace.principal", () -> varied(12, 0, 0).checkCorners(TestBank.DAY));
        assertRefused("downPaymentPct", () -> varied(0, 100, 0).checkCorners(TestBank.DAY));
        assertRefused("balloonMinor", () -> varied(0, 0, 100));
        assertRefused(
                "calendar",
                () -> varied(new Variation(Grace.NONE, BigDecimal.ZERO, BigDecimal.ZERO, 0, null, "MOON"))
                        .checkCorners(TestBank.DAY));
        assertRefused("balloonMinor", () -> varied(0, 50, 50).checkCorners(TestBank.DAY));
    }

    private static LoanProduct varied(int grace, int downPaymentPct, int balloonPct) {
        return varied(new Variation(
                new Grace(grace, 0, 0),
                BigDecimal.valueOf(downPaymentPct),
                BigDecimal.valueOf(balloonPct),
                0,
                null,
                null));
    }

    private static LoanProduct varied() {
        return varied(new Variation(
                new Grace(2, 1, 1), BigDecimal.TEN, BigDecimal.valueOf(25), 100, Excess.SHORTER_TERM, "GB-ENG"));
    }

    private static LoanProduct varied(Variation variation) {
        return SampleProducts.product(
                new Range(500_00, 20_000_00),
                new Range(12, 60),
                new Repayment(
                        1,
                        Unit.MONTHS,
                        InterestMethod.DECLINING_BALANCE,
                        InterestPeriod.DAILY,
                        Amortisation.EQUAL_INSTALMENTS,
                        ScheduleKind.CUMULATIVE,
                        "textbook",
                        RepaymentStrategy.PENALTY_FEE_INTEREST_PRINCIPAL,
                        variation),
                SampleProducts.POLICY);
    }

    @Test
    void variationIsKeptWithTheVersion() {
        LoanProducts products = test.bank().loanProducts();
        LoanProduct product = new LoanProduct(
                "varied",
                1,
                SAMPLE.name(),
                SAMPLE.currency(),
                varied().amountMinor(),
                varied().instalments(),
                varied().repayment(),
                SAMPLE.prices(),
                SAMPLE.fees(),
                SAMPLE.delinquency(),
                SAMPLE.policy(),
                14);
        int version = products.propose(product, TestBank.staff("ann"));

        assertThat(products.version("varied", version)).contains(product);
        products.check("varied", version, false, TestBank.staff("bea"));
    }

    @Test
    void scoreCardCountsOnceASecondPersonHasApprovedIt() {
        ScoreCards cards = test.bank().scoreCards();
        ScoreCard before = cards.newest("standard");
        ScoreCard stricter = new ScoreCard("standard", 1, before.scales().subList(0, 2));
        int version = cards.propose(stricter, TestBank.staff("ann"));

        assertThat(cards.newest("standard")).isEqualTo(before);
        assertRefused("card", () -> cards.propose(stricter, TestBank.staff("bea")));
        assertThat(cards.check("standard", version, true, TestBank.staff("ann")))
                .isEqualTo(Check.SAME_PERSON);
        assertThat(cards.inCheck())
                .extracting(each -> each.card().name() + " " + each.by())
                .containsExactly("standard staff:ann");
        assertThat(cards.check("standard", version, false, TestBank.staff("bea")))
                .isEqualTo(Check.DONE);
        assertThat(cards.newest("standard")).isEqualTo(before);

        int again = cards.propose(stricter, TestBank.staff("ann"));
        assertThat(cards.check("standard", again, true, TestBank.staff("bea"))).isEqualTo(Check.DONE);
        assertThat(cards.check("standard", again, true, TestBank.staff("cid"))).isEqualTo(Check.NOT_WAITING);
        assertThat(cards.newest("standard").version()).isEqualTo(again);
        assertThat(cards.newest("standard").scales()).isEqualTo(stricter.scales());
        int back = cards.propose(before, TestBank.staff("ann"));
        cards.check("standard", back, true, TestBank.staff("bea"));
    }

    @Test
    void versionCountsOnceASecondPersonHasApprovedIt() {
        LoanProducts products = test.bank().loanProducts();
        int version = products.propose(SAMPLE, TestBank.staff("ann"));

        assertThat(products.offered("sample")).isEmpty();
        assertRefused("code", () -> products.propose(SAMPLE, TestBank.staff("bea")));
        assertThat(products.check("sample", version, true, TestBank.staff("ann")))
                .isEqualTo(Check.SAME_PERSON);
        assertThat(products.inCheck())
                .extracting(each -> each.product().code() + " " + each.by())
                .containsExactly("sample staff:ann");
        assertThat(products.check("sample", version, true, TestBank.staff("bea")))
                .isEqualTo(Check.DONE);
        assertThat(products.check("sample", version, false, TestBank.staff("cid")))
                .isEqualTo(Check.NOT_WAITING);

        assertThat(products.offered("sample")).contains(SAMPLE);
        int rejected = products.propose(SAMPLE, TestBank.staff("ann"));
        assertThat(rejected).isEqualTo(version + 1);
        products.check("sample", rejected, false, TestBank.staff("bea"));
        assertThat(products.offered("sample").orElseThrow().version()).isEqualTo(version);
        assertThat(products.version("sample", rejected)).isPresent();
    }

    @Test
    void productsOfANewBankHoldTheirOwnRules() {
        List<LoanProduct> offered = test.bank().loanProducts().offered();

        assertThat(offered).extracting(LoanProduct::code).contains("personal-eur", "personal-usd");
        for (LoanProduct product : offered) {
            product.checkCorners(TestBank.DAY);
            assertThat(test.bank()
                            .scoreCards()
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
