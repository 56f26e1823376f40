package vesper.reporting.statement;

import java.math.BigDecimal;
import java.util.Collection;
import java.util.Map;

/** Where the interest that accrued on accounts is read. */
@FunctionalInterface
public interface Accruals {

    /** No accruals are kept: statements say nothing of them. */
    Accruals NONE = (accountIds, period) -> Map.of();

    /**
     * Interest of the days of a period, per account, in minor units, unrounded; positive is earned by the holder.
     * Accounts without accruals are missing.
     */
    Map<Long, BigDecimal> of(Collection<Long> accountIds, Period period);
}
