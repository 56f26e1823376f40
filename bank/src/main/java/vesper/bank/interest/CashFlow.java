package vesper.bank.interest;

import java.math.BigDecimal;

/**
 * An amount at a time.
 *
 * @param amount in any unit, the same for all flows of a computation; the sign says who pays
 * @param after how long after the first flow
 */
public record CashFlow(BigDecimal amount, Elapsed after) {
    CashFlow negated() {
        return new CashFlow(amount.negate(), after);
    }
}
