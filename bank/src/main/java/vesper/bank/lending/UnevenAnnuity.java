package vesper.bank.lending;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.List;

/** The equal instalment over periods that have each their own rate factor. */
final class UnevenAnnuity {
    private static final MathContext EXACT = new MathContext(34, RoundingMode.HALF_EVEN);
    /** One, of the growth factors: 2^48 leaves room for a growth of some thousands. */
    private static final long GROWTH_ONE = 1L << 48;

    private static final long GROWTH_LIMIT = Long.MAX_VALUE / 4;

    private UnevenAnnuity() {}

    /** The equal instalment that repays a balance over the periods from one on, each with its own factor. */
    static BigDecimal of(List<ProgressivePeriod> periods, int from, long balanceMinor, long balloonMinor) {
        long grown = GROWTH_ONE;
        long sum = GROWTH_ONE;
        boolean fits = true;
        for (int i = from; i < periods.size() && fits; i++) {
            long factor = periods.get(i).factor();
            fits = grown < GROWTH_LIMIT && sum < GROWTH_LIMIT && factor < InterestMath.ONE;
            long binary = InterestMath.binary(factor);
            grown = InterestMath.grownBy(grown, binary);
            sum = i == from ? sum : InterestMath.grownBy(sum, binary) + GROWTH_ONE;
        }
        if (!fits) {
            return exact(periods, from, balanceMinor, balloonMinor);
        }
        return BigDecimal.valueOf(grown)
                .multiply(BigDecimal.valueOf(balanceMinor))
                .subtract(BigDecimal.valueOf(balloonMinor).multiply(BigDecimal.valueOf(GROWTH_ONE)))
                .divide(BigDecimal.valueOf(sum), EXACT);
    }

    private static BigDecimal exact(List<ProgressivePeriod> periods, int from, long balanceMinor, long balloonMinor) {
        BigDecimal grown = BigDecimal.ONE;
        BigDecimal sum = BigDecimal.ONE;
        for (int i = from; i < periods.size(); i++) {
            BigDecimal growth =
                    BigDecimal.ONE.add(BigDecimal.valueOf(periods.get(i).factor(), 18));
            grown = grown.multiply(growth, EXACT);
            sum = i == from ? sum : sum.multiply(growth, EXACT).add(BigDecimal.ONE);
        }
        return grown.multiply(BigDecimal.valueOf(balanceMinor))
                .subtract(BigDecimal.valueOf(balloonMinor))
                .divide(sum, EXACT);
    }
}
