package vesper.bank.generalledger;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import vesper.bank.generalledger.TrialBalance.Line;

/**
 * Reads the general ledger as of any business date: the balances that the closes left, and for days not yet sealed what is booked
 * since.
 */
public final class GeneralLedger {
    private static final String BALANCES = """
            with base as (select business_date, cut_off_place from day_seal
                           where business_date <= :date order by business_date desc limit 1)
            select code, coalesce(chart_account.name, code) as name, currency, sum(minor)::bigint as minor,
                   case left(code, 1) when '1' then 'ASSET' when '2' then 'LIABILITY' when '3' then 'EQUITY'
                                      when '4' then 'INCOME' else 'EXPENSE' end as type
              from (select * from (select distinct on (code, currency) code, currency, balance_minor as minor
                                     from ledger_balance where business_date <= :date
                                    order by code, currency, business_date desc) at_close
                    union all
                    select code, currency, sum(amount_minor) from posting join account_chart_code using (account_id)
                     where booking_date <= :date
                       and booking_date > coalesce((select business_date from base), '-infinity')
                       and entry_seq > coalesce((select cut_off_place from base), 0)
                     group by code, currency) balances
              left join chart_account using (code)
             group by code, chart_account.name, currency order by currency, code
            """;

    private final JdbcClient jdbc;

    public GeneralLedger(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** At the close of the date; of a day that is still open, as booked so far. */
    public TrialBalance trialBalance(LocalDate businessDate) {
        return new TrialBalance(
                businessDate,
                jdbc.sql(BALANCES)
                        .param("date", businessDate)
                        .query((row, n) -> new Line(
                                row.getString("code"),
                                row.getString("name"),
                                AccountType.valueOf(row.getString("type")),
                                row.getString("currency"),
                                row.getLong("minor")))
                        .list());
    }

    /** At the close of the date, one for each currency. */
    public List<BalanceSheet> balanceSheets(LocalDate businessDate) {
        TrialBalance balances = trialBalance(businessDate);
        return balances.currencies().stream()
                .map(currency -> BalanceSheet.of(balances, currency))
                .toList();
    }

    /** Of a range of dates, both inclusive, one for each currency. */
    public List<ProfitAndLoss> profitAndLoss(LocalDate from, LocalDate to) {
        TrialBalance moved = moved(from, to);
        return moved.currencies().stream()
                .map(currency -> ProfitAndLoss.of(from, moved, currency))
                .toList();
    }

    /** What the range of dates, both inclusive, moved. */
    private TrialBalance moved(LocalDate from, LocalDate to) {
        Map<List<String>, Line> before = trialBalance(from.minusDays(1)).lines().stream()
                .collect(Collectors.toMap(GeneralLedger::key, Function.identity()));
        return new TrialBalance(
                to,
                trialBalance(to).lines().stream()
                        .map(line -> less(line, before.get(key(line))))
                        .toList());
    }

    private static List<String> key(Line line) {
        return List.of(line.code(), line.currency());
    }

    private static Line less(Line line, @org.jspecify.annotations.Nullable Line before) {
        long moved =
                before == null ? line.balanceMinor() : Math.subtractExact(line.balanceMinor(), before.balanceMinor());
        return new Line(line.code(), line.name(), line.type(), line.currency(), moved);
    }
}
