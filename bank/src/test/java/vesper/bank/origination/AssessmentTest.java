package vesper.bank.origination;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import vesper.bank.TestBank;
import vesper.bank.lending.LoanTerms.Amortisation;
import vesper.bank.lending.LoanTerms.InterestMethod;
import vesper.bank.lending.LoanTerms.InterestPeriod;
import vesper.bank.lending.LoanTerms.ScheduleKind;
import vesper.bank.lending.LoanTerms.Unit;
import vesper.bank.lending.RepaymentStrategy;
import vesper.bank.origination.LoanProduct.Range;
import vesper.bank.origination.LoanProduct.Repayment;
import vesper.bank.origination.LoanRequest.Purpose;

class AssessmentTest {
    private static final LoanProduct PRODUCT = SampleProducts.monthly();

    /** 1,000.00 at 12 % over 12 months: 88.85 a month; at 15 %: 90.26. */
    private static Assessment assess(long income, long outgoings, long debt, int score, long exposure) {
        return Assessment.of(
                PRODUCT,
                attributes -> new Score("test/1", score, List.of()),
                new LoanRequest("sample", "GB1", 1_000_00, 12, Purpose.CAR, income, outgoings, debt),
                Map.of(),
                exposure,
                TestBank.DAY);
    }

    @Test
    void affordabilityHasTheFiguresOfAMonth() {
        Affordability figures = assess(3_000_00, 1_200_00, 200_00, 70, 0).affordability();

        assertThat(figures.instalmentMinor()).isEqualTo(88_85);
        assertThat(figures.stressedRatePct()).isEqualByComparingTo("15");
        assertThat(figures.stressedInstalmentMinor()).isEqualTo(90_26);
        assertThat(figures.disposableMinor()).isEqualTo(3_000_00 - 1_200_00 - 200_00 - 88_85);
        assertThat(figures.stressedDisposableMinor()).isEqualTo(3_000_00 - 1_200_00 - 200_00 - 90_26);
        // 288.85 of 3,000.00.
        assertThat(figures.debtServicePct()).isEqualByComparingTo("9.63");
    }

    @Test
    void livingCostsAtLeastWhatThePolicySays() {
        assertThat(assess(3_000_00, 0, 0, 70, 0).affordability().outgoingsMinor())
                .isEqualTo(900_00);
    }

    @Test
    void instalmentsOfOtherPeriodsCountByTheMonth() {
        LoanProduct fortnightly = SampleProducts.product(
                new Range(100_00, 10_000_00),
                new Range(2, 52),
                new Repayment(
                        2,
                        Unit.WEEKS,
                        InterestMethod.DECLINING_BALANCE,
                        InterestPeriod.SAME_AS_REPAYMENT_PERIOD,
                        Amortisation.EQUAL_PRINCIPAL,
                        ScheduleKind.CUMULATIVE,
                        "textbook",
                        RepaymentStrategy.PENALTY_FEE_INTEREST_PRINCIPAL),
                SampleProducts.POLICY);
        LoanRequest request = new LoanRequest("sample", "GB1", 2_600_00, 26, Purpose.OTHER, 0, 0, 0);

        Affordability figures = Affordability.of(fortnightly, request, BigDecimal.ZERO, TestBank.DAY);

        // 26 instalments of 100.00 a year are 216.67 a month.
        assertThat(figures.instalmentMinor()).isEqualTo(216_67);
        assertThat(figures.debtServicePct()).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "300000, 60, 1000000, APPROVE, ''",
        "300000, 59, 1000000, REFER, SCORE_IN_BETWEEN",
        "300000, 34, 1000000, DECLINE, SCORE_TOO_LOW",
        "300000, 60, 1000001, REFER, ABOVE_AUTOMATIC_LIMIT",
        "100000, 60, 0, APPROVE, ''",
        // 900.00 of living and 88.85 are covered; at the stressed 90.26 they are not.
        "98885, 60, 0, REFER, UNAFFORDABLE_WHEN_STRESSED",
        "98884, 60, 0, DECLINE, UNAFFORDABLE",
        "0, 60, 0, DECLINE, UNAFFORDABLE"
    })
    void worstReasonDecides(long income, int score, long exposure, String kind, String reasons) {
        CreditDecision decision = assess(income, 0, 0, score, exposure).decision();

        assertThat(decision.kind().name()).isEqualTo(kind);
        assertThat(String.join(" ", decision.reasons().stream().map(Enum::name).toList()))
                .isEqualTo(reasons);
    }

    @Test
    void tooMuchDebtIsDeclinedThoughItCouldBePaid() {
        CreditDecision decision = assess(3_000_00, 0, 1_200_00, 100, 0).decision();

        assertThat(decision.kind()).isEqualTo(CreditDecision.Kind.DECLINE);
        assertThat(decision.reasons()).containsExactly(CreditDecision.Reason.DEBT_SERVICE_TOO_HIGH);
    }
}
