package vesper.bank.lending;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class InterestMathTest {
    private static final BigInteger TWO_62 = BigInteger.ONE.shiftLeft(62);

    @Test
    @DisplayName("Interest by longs is the same as by exact decimals, in every rounding")
    void interestIsExact() {
        Random random = new Random(7);
        for (int i = 0; i < 200_000; i++) {
            long balance = random.nextLong(1L << random.nextInt(1, 51)) * (random.nextInt(8) == 0 ? -1 : 1);
            long factor = random.nextLong(1L << random.nextInt(1, 60));
            RoundingMode rounding = RandomTerms.pick(
                    random, RoundingMode.HALF_EVEN, RoundingMode.HALF_UP, RoundingMode.HALF_DOWN, RoundingMode.DOWN);
            assertThat(InterestMath.interest(balance, factor, rounding))
                    .as(balance + " x " + factor + " " + rounding)
                    .isEqualTo(exact(balance, factor).setScale(0, rounding).longValueExact());
        }
    }

    @Test
    @DisplayName("Half a unit goes where the rounding says")
    void halvesAreRoundedAsSaid() {
        long half = InterestMath.ONE / 2;
        assertThat(InterestMath.interest(1, half, RoundingMode.HALF_EVEN)).isZero();
        assertThat(InterestMath.interest(3, half, RoundingMode.HALF_EVEN)).isEqualTo(2);
        assertThat(InterestMath.interest(1, half, RoundingMode.HALF_UP)).isEqualTo(1);
        assertThat(InterestMath.interest(1, half, RoundingMode.HALF_DOWN)).isZero();
    }

    @Test
    @DisplayName("A sum of stretches is rounded once")
    void sumsAreRoundedOnce() {
        Random random = new Random(8);
        for (int i = 0; i < 20_000; i++) {
            InterestMath.Sum sum = new InterestMath.Sum();
            BigDecimal exact = BigDecimal.ZERO;
            for (int n = random.nextInt(5); n >= 0; n--) {
                long balance = random.nextLong(1L << 40);
                long factor = random.nextLong(1L << 55);
                sum.add(balance, factor);
                exact = exact.add(exact(balance, factor));
            }
            assertThat(sum.rounded(RoundingMode.HALF_EVEN))
                    .isEqualTo(exact.setScale(0, RoundingMode.HALF_EVEN).longValueExact());
        }
    }

    @Test
    @DisplayName("Growth by a binary factor is right to one unit in 2^60")
    void growthIsRight() {
        Random random = new Random(9);
        for (int i = 0; i < 20_000; i++) {
            long factor = random.nextLong(1L << random.nextInt(1, 60));
            long binary = InterestMath.binary(factor);
            BigInteger right = BigInteger.valueOf(factor).multiply(TWO_62).divide(BigInteger.valueOf(InterestMath.ONE));
            assertThat(BigInteger.valueOf(binary).subtract(right).abs().longValueExact())
                    .isLessThanOrEqualTo(4);
            long growth = random.nextLong(1L << 60);
            BigInteger grown = BigInteger.valueOf(growth)
                    .add(BigInteger.valueOf(growth)
                            .multiply(BigInteger.valueOf(binary))
                            .divide(TWO_62));
            assertThat(InterestMath.grownBy(growth, binary)).isEqualTo(grown.longValueExact());
        }
    }

    @Test
    @DisplayName("The equal instalment of 1,000.00 at 1 % over 3 periods is 340.0221...")
    void annuityOfTheTextbook() {
        long onePct = InterestMath.factorOfPct(BigDecimal.ONE);
        assertThat(InterestMath.annuity(100_000, 0, onePct, 3).setScale(4, RoundingMode.HALF_EVEN))
                .isEqualByComparingTo("34002.2111");
        assertThat(InterestMath.annuity(90_000, 0, 0, 3)).isEqualByComparingTo("30000");
    }

    private static BigDecimal exact(long balance, long factor) {
        return BigDecimal.valueOf(balance).multiply(BigDecimal.valueOf(factor, 18));
    }
}
