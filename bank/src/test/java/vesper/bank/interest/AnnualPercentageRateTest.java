package vesper.bank.interest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class AnnualPercentageRateTest {
    private static final UnitPeriod.Count AT_ONCE = new UnitPeriod.Count(0, BigDecimal.ZERO);

    @Test
    void rateMakesAdvancesAndRepaymentsWorthTheSame() {
        Random random = new Random(4);
        for (int n = 0; n < 50; n++) {
            BigDecimal loan = BigDecimal.valueOf(random.nextInt(1_000, 50_000));
            int months = random.nextInt(1, 120);
            BigDecimal instalment = loan.multiply(BigDecimal.valueOf(100 + random.nextInt(60)))
                    .divide(BigDecimal.valueOf(100L * months), 2, RoundingMode.UP);
            List<CashFlow> repayments = new ArrayList<>();
            for (int month = 1; month <= months; month++) {
                repayments.add(new CashFlow(instalment, Elapsed.months(month)));
            }
            BigDecimal rate = AnnualPercentageRate.of(List.of(at(loan, Elapsed.months(0))), repayments);
            BigDecimal value = new PresentValue(repayments).at(BigDecimal.ONE.add(rate));
            assertThat(value).isCloseTo(loan, within(new BigDecimal("1e-15")));
        }
    }

    @Test
    void chargesPaidAtOnceRaiseTheRate() {
        List<CashFlow> advance = List.of(at("1000", Elapsed.months(0)));
        List<CashFlow> repayment = List.of(at("1100", Elapsed.years(BigDecimal.ONE)));
        List<CashFlow> withFee = List.of(at("50", Elapsed.months(0)), at("1100", Elapsed.years(BigDecimal.ONE)));
        assertThat(AnnualPercentageRate.of(advance, repayment))
                .isCloseTo(new BigDecimal("0.1"), within(new BigDecimal("1e-25")));
        assertThat(percent(AnnualPercentageRate.of(advance, withFee))).isEqualByComparingTo("15.79");
    }

    @Test
    void loanWithoutCostHasNoRate() {
        assertThat(AnnualPercentageRate.of(
                        List.of(at("500", Elapsed.months(0))), List.of(at("500", Elapsed.months(7)))))
                .isEqualByComparingTo("0");
    }

    @Test
    void senselessFlowsAreRejectedByName() {
        List<CashFlow> advance = List.of(at("500", Elapsed.months(0)));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AnnualPercentageRate.of(advance, List.of()))
                .withMessageContaining("repayment");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AnnualPercentageRate.of(List.of(at("-1", Elapsed.months(0))), advance))
                .withMessageContaining("advance");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AnnualPercentageRate.of(advance, List.of(at("600", Elapsed.months(0)))))
                .withMessageContaining("no rate");
        assertThatIllegalArgumentException().isThrownBy(() -> Elapsed.days(-1, 365));
    }

    @Test
    void directiveCountsMonthsBackAndThenDays() {
        LocalDate drawdown = LocalDate.of(2026, 1, 12);
        assertThat(years(Elapsed.ofDirective(drawdown, LocalDate.of(2026, 2, 12))))
                .isEqualTo(1 / 12.0);
        assertThat(years(Elapsed.ofDirective(drawdown, LocalDate.of(2026, 2, 28))))
                .isCloseTo(1 / 12.0 + 16 / 365.0, within(1e-15));
        // The year that ends on 15 March 2024 has 366 days.
        assertThat(years(Elapsed.ofDirective(LocalDate.of(2024, 3, 1), LocalDate.of(2024, 3, 15))))
                .isCloseTo(14 / 366.0, within(1e-15));
        assertThat(years(Elapsed.ofDirective(LocalDate.of(2026, 1, 31), LocalDate.of(2026, 2, 28))))
                .isCloseTo(28 / 365.0, within(1e-15));
        assertThatIllegalArgumentException().isThrownBy(() -> Elapsed.ofDirective(drawdown, drawdown.minusDays(1)));
    }

    /** The examples of 12 CFR 1026, appendix J (c). */
    @Test
    void regulationZGivesTheRatesOfItsExamples() {
        UnitPeriod month = new UnitPeriod.Months(1);
        assertRegulationZ("9.69", "5000", "1978-01-10", month, "230", 24, "1978-02-10");
        assertRegulationZ("11.82", "6000", "1978-02-10", month, "200", 36, "1978-04-01");
        assertRegulationZ("8.97", "10000", "1978-05-23", new UnitPeriod.Months(3), "385", 40, "1978-10-01");
        assertRegulationZ("14.96", "500", "1978-03-20", new UnitPeriod.Weeks(1), "17.60", 30, "1978-04-21");
        assertRegulationZ("11.45", "1000", "1978-01-03", new UnitPeriod.Term(255), "1080", 1, "1978-09-15");
    }

    private static void assertRegulationZ(
            String percent, String loan, String advanced, UnitPeriod unit, String payment, int count, String first) {
        UnitPeriod.Count to = unit.between(LocalDate.parse(advanced), LocalDate.parse(first));
        List<RegulationZ.Flow> payments = new ArrayList<>();
        for (int n = 0; n < count; n++) {
            payments.add(new RegulationZ.Flow(new BigDecimal(payment), to.plus(n)));
        }
        List<RegulationZ.Flow> advance = List.of(new RegulationZ.Flow(new BigDecimal(loan), AT_ONCE));
        assertThat(percent(RegulationZ.apr(advance, payments, unit))).isEqualByComparingTo(percent);
    }

    @Test
    void regulationZCountsOddDaysByTheUnitPeriod() {
        LocalDate advance = LocalDate.of(2026, 1, 12);
        LocalDate payment = LocalDate.of(2026, 3, 2);
        assertThat(new UnitPeriod.Months(1).between(advance, payment)).isEqualTo(count(1, 18 + 3, 30));
        assertThat(new UnitPeriod.HalfMonths().between(advance, payment)).isEqualTo(count(3, 6, 15));
        assertThat(new UnitPeriod.Weeks(2).between(advance, payment)).isEqualTo(count(3, 7, 14));
        assertThat(new UnitPeriod.Months(12).between(advance, LocalDate.of(2028, 4, 12)))
                .isEqualTo(count(2, 3, 12));
        assertThat(new UnitPeriod.Months(12).between(advance, LocalDate.of(2028, 1, 22)))
                .isEqualTo(count(2, 10, 365));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new UnitPeriod.Months(1).between(payment, advance))
                .withMessageContaining("before the advance");
    }

    private static UnitPeriod.Count count(long whole, long odd, long of) {
        return new UnitPeriod.Count(whole, StandardDayCount.over(odd, of));
    }

    private static CashFlow at(String amount, Elapsed after) {
        return at(new BigDecimal(amount), after);
    }

    private static CashFlow at(BigDecimal amount, Elapsed after) {
        return new CashFlow(amount, after);
    }

    private static double years(Elapsed elapsed) {
        return elapsed.numerator() / (double) elapsed.denominator();
    }

    private static BigDecimal percent(BigDecimal rate) {
        return rate.movePointRight(2).setScale(2, RoundingMode.HALF_UP);
    }
}
