package vesper.bank.interest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CompoundingTest {
    private static final BigDecimal TINY = new BigDecimal("1e-28");

    private final Random random = new Random(4);

    @ParameterizedTest
    @EnumSource(Compounding.class)
    void conversionThereAndBackGivesTheRate(Compounding from) {
        for (Frequency frequency : Frequency.values()) {
            for (Compounding to : Compounding.values()) {
                BigDecimal rate = BigDecimal.valueOf(random.nextInt(-500, 3_000), 4);
                BigDecimal years = BigDecimal.valueOf(random.nextInt(1, 1_000), 2);
                Frequency other = Frequency.values()[random.nextInt(Frequency.values().length)];
                BigDecimal there = from.convert(rate, frequency, to, other, years);
                assertThat(to.convert(there, other, from, frequency, years)).isCloseTo(rate, within(TINY));
            }
        }
    }

    @Test
    void compoundingMoreOftenEarnsMoreUpToContinuous() {
        BigDecimal rate = new BigDecimal("0.08");
        BigDecimal last = BigDecimal.ZERO;
        for (Frequency frequency : Frequency.values()) {
            BigDecimal factor = Compounding.COMPOUNDED.factor(rate, frequency, BigDecimal.ONE);
            assertThat(factor).isGreaterThan(last);
            last = factor;
        }
        assertThat(Compounding.CONTINUOUS.factor(rate, Frequency.ANNUAL, BigDecimal.ONE))
                .isGreaterThan(last);
    }

    @Test
    void negativeRateShrinks() {
        BigDecimal rate = new BigDecimal("-0.005");
        assertThat(Compounding.SIMPLE.factor(rate, Frequency.ANNUAL, new BigDecimal("2")))
                .isEqualByComparingTo("0.99");
        assertThat(Compounding.COMPOUNDED.factor(rate, Frequency.ANNUAL, new BigDecimal("2")))
                .isEqualByComparingTo("0.990025");
        assertThat(Compounding.CONTINUOUS.factor(rate, Frequency.ANNUAL, new BigDecimal("2")))
                .isLessThan(BigDecimal.ONE);
    }

    @Test
    void nominalTwelvePercentMonthlyIsTwelvePointSixEightEffective() {
        BigDecimal effective = Compounding.effective(new BigDecimal("0.12"), Frequency.MONTHLY);
        assertThat(effective).isCloseTo(new BigDecimal("0.126825030131969720661201"), within(TINY));
        assertThat(Compounding.nominal(effective, Frequency.MONTHLY)).isCloseTo(new BigDecimal("0.12"), within(TINY));
    }

    @Test
    void mixedConventionsChangeAfterOnePeriod() {
        BigDecimal rate = new BigDecimal("0.06");
        BigDecimal period = new BigDecimal("0.25");
        BigDecimal more = new BigDecimal("0.26");
        assertThat(Compounding.SIMPLE_THEN_COMPOUNDED.factor(rate, Frequency.QUARTERLY, period))
                .isEqualByComparingTo("1.015");
        assertThat(Compounding.SIMPLE_THEN_COMPOUNDED.factor(rate, Frequency.QUARTERLY, more))
                .isEqualByComparingTo(Compounding.COMPOUNDED.factor(rate, Frequency.QUARTERLY, more));
        assertThat(Compounding.COMPOUNDED_THEN_SIMPLE.factor(rate, Frequency.QUARTERLY, more))
                .isEqualByComparingTo(Compounding.SIMPLE.factor(rate, Frequency.QUARTERLY, more));
    }

    @Test
    void senselessTermsAreRejectedByName() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Compounding.SIMPLE.factor(BigDecimal.ONE, Frequency.ANNUAL, new BigDecimal("-1")))
                .withMessageContaining("years");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Compounding.SIMPLE.rate(BigDecimal.ONE, Frequency.ANNUAL, BigDecimal.ZERO))
                .withMessageContaining("years");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Compounding.SIMPLE.rate(BigDecimal.ZERO, Frequency.ANNUAL, BigDecimal.ONE))
                .withMessageContaining("factor");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Frequency.everyMonths(5))
                .withMessageContaining("months");
        assertThat(Frequency.everyMonths(3)).isEqualTo(Frequency.QUARTERLY);
    }

    @Test
    void exponentialAndLogarithmAreRightToTheLastDigit() {
        assertThat(Powers.exp(BigDecimal.ONE)).isEqualTo(new BigDecimal("2.718281828459045235360287471352662"));
        assertThat(Powers.ln(new BigDecimal("2"))).isEqualTo(new BigDecimal("0.6931471805599453094172321214581766"));
        assertThat(Powers.pow(new BigDecimal("2"), new BigDecimal("0.5")))
                .isEqualTo(new BigDecimal("1.414213562373095048801688724209698"));
        assertThat(Powers.pow(new BigDecimal("2"), new BigDecimal("-2"))).isEqualByComparingTo("0.25");
    }

    @Test
    void logarithmUndoesTheExponential() {
        for (int n = 0; n < 100; n++) {
            BigDecimal x = BigDecimal.valueOf(random.nextLong(-40_000_000, 40_000_000), 6);
            assertThat(Powers.ln(Powers.exp(x))).isCloseTo(x, within(new BigDecimal("1e-31")));
        }
    }

    @Test
    void rootOfANegativeNumberIsRejected() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Powers.pow(new BigDecimal("-1"), new BigDecimal("0.5")))
                .withMessageContaining("must be positive");
        assertThatIllegalArgumentException().isThrownBy(() -> Powers.ln(BigDecimal.ZERO));
    }
}
