package vesper.bank.interest;

import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Yearly rates by the height of a balance. 1 % and from 10,000.00 on 2 %: 15,000.00 earns 200.00 a year by slices, 300.00 as a
 * whole.
 *
 * @param tiers by rising height, the first from zero
 * @param reach what a tier's rate is paid on
 * @param floor the least rate, however the tiers are set; null for none
 * @param cap the highest; null for none
 */
public record RateTiers(
        List<Tier> tiers,
        Reach reach,
        @Nullable BigDecimal floor,
        @Nullable BigDecimal cap) {
    /** What a tier's rate is paid on. */
    public enum Reach {
        /** The part of the balance that lies in the tier. */
        SLICE,
        /** The whole balance, once it is as high as the tier. */
        WHOLE_BALANCE
    }

    /**
     * A rate from a balance on.
     *
     * @param fromMinor inclusive, in minor units
     * @param rate a yearly fraction, 0.02 is 2 %; may be negative
     */
    public record Tier(long fromMinor, BigDecimal rate) {}

    public RateTiers {
        tiers = List.copyOf(tiers);
        if (tiers.isEmpty() || tiers.get(0).fromMinor != 0) {
            throw new IllegalArgumentException("the first tier must begin at zero");
        }
        for (int n = 1; n < tiers.size(); n++) {
            if (tiers.get(n).fromMinor <= tiers.get(n - 1).fromMinor) {
                throw new IllegalArgumentException("tiers must rise: " + tiers.get(n).fromMinor);
            }
        }
        if (floor != null && cap != null && floor.compareTo(cap) > 0) {
            throw new IllegalArgumentException("floor " + floor + " is above cap " + cap);
        }
    }

    /** One rate for every balance. */
    public static RateTiers flat(BigDecimal rate) {
        return new RateTiers(List.of(new Tier(0, rate)), Reach.WHOLE_BALANCE, null, null);
    }

    /** These tiers within limits. */
    public RateTiers limited(@Nullable BigDecimal newFloor, @Nullable BigDecimal newCap) {
        return new RateTiers(tiers, reach, newFloor, newCap);
    }

    /** Interest of a year, in minor units, not rounded; zero for a balance that is not positive. */
    public BigDecimal ofYear(BigDecimal balanceMinor) {
        BigDecimal interest = BigDecimal.ZERO;
        for (int n = 0; n < tiers.size(); n++) {
            BigDecimal from = BigDecimal.valueOf(tiers.get(n).fromMinor);
            if (balanceMinor.signum() <= 0 || balanceMinor.compareTo(from) < 0) {
                break;
            }
            BigDecimal rate = within(tiers.get(n).rate);
            if (reach == Reach.WHOLE_BALANCE) {
                interest = balanceMinor.multiply(rate, DayCount.PRECISION);
            } else {
                BigDecimal slice = n + 1 == tiers.size()
                        ? balanceMinor.subtract(from)
                        : balanceMinor
                                .min(BigDecimal.valueOf(tiers.get(n + 1).fromMinor))
                                .subtract(from);
                interest = interest.add(slice.multiply(rate, DayCount.PRECISION), DayCount.PRECISION);
            }
        }
        return interest;
    }

    private BigDecimal within(BigDecimal rate) {
        BigDecimal raised = floor == null ? rate : rate.max(floor);
        return cap == null ? raised : raised.min(cap);
    }
}
