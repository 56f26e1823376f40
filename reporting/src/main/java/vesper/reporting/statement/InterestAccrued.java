package vesper.reporting.statement;

import java.math.BigDecimal;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import vesper.bank.interest.DailyInterest;

/** The interest on positive balances that the night took down in {@code interest_accrual}. */
public final class InterestAccrued implements Accruals {
    private static final String ACCRUED = """
            select account_id, sum(balance_minor::numeric * rate_bps) as weight
              from interest_accrual
             where account_id = any(:accounts) and business_date between :from and :to and balance_minor > 0
             group by account_id
            """;

    private final JdbcClient jdbc;

    public InterestAccrued(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public Map<Long, BigDecimal> of(Collection<Long> accountIds, Period period) {
        Map<Long, BigDecimal> accrued = new HashMap<>();
        jdbc.sql(ACCRUED)
                .param("accounts", accountIds.toArray(Long[]::new))
                .param("from", period.from())
                .param("to", period.to())
                .query(row -> {
                    accrued.put(
                            row.getLong("account_id"),
                            DailyInterest.accrued(row.getBigDecimal("weight").toBigIntegerExact()));
                });
        return accrued;
    }
}
