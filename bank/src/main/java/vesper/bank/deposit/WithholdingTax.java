package vesper.bank.deposit;

import java.time.LocalDate;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What the bank keeps back of the interest that it pays, by the country where the customer is taxed ({@link TaxRates}). */
public final class WithholdingTax {
    private static final int WHOLE_BPS = 10_000;
    private static final String RATES = """
            select a.id, w.rate_bps
              from account a
              join tax_residence r on r.customer_id = a.customer_id
             cross join lateral (select rate_bps from withholding_tax
                                  where country = r.country and valid_from <= :day and approved
                                  order by valid_from desc, version desc limit 1) w
             where a.id = any(:accounts) and w.rate_bps > 0
            """;

    private final JdbcClient jdbc;

    public WithholdingTax(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * What is kept back of an interest: 10.99 at 2500 bps give 2.74, since the part of a cent that would be tax is not.
     *
     * @param interestMinor not negative
     */
    public static long amountMinor(long interestMinor, int rateBps) {
        return Math.multiplyExact(interestMinor, rateBps) / WHOLE_BPS;
    }

    /** The rates on a day, in basis points, of accounts whose holders something is kept back from. */
    Map<Long, Integer> rates(Collection<Long> accountIds, LocalDate day) {
        Map<Long, Integer> rates = new HashMap<>();
        if (!accountIds.isEmpty()) {
            jdbc.sql(RATES)
                    .param("accounts", accountIds.toArray(Long[]::new))
                    .param("day", day)
                    .query(row -> {
                        rates.put(row.getLong("id"), row.getInt("rate_bps"));
                    });
        }
        return rates;
    }
}
