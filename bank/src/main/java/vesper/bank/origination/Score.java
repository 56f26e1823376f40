package vesper.bank.origination;

import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How likely a loan is to be repaid, and why: the more points, the better.
 *
 * @param madeBy what made it, with its version, such as {@code standard/1}
 * @param reasons what cost most points first
 */
public record Score(String madeBy, int points, List<Reason> reasons) {
    /**
     * What one attribute contributed.
     *
     * @param value null if it is missing
     * @param best the most points that the attribute could have given
     * @param detail in words, for the customer
     */
    public record Reason(Attribute attribute, @Nullable BigDecimal value, int points, int best, String detail) {
        /** Points that the attribute cost. */
        public int lost() {
            return best - points;
        }
    }

    public Score {
        reasons = List.copyOf(reasons);
    }
}
