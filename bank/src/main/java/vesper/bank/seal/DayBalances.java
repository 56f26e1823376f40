package vesper.bank.seal;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;

/**
 * The balances that a close leaves: of accounts, by value date, and of the general ledger. Each table's rows of a day are
 * one query over what was booked and the rows before; the seal writes the query's rows, the verification compares them.
 */
final class DayBalances {
    private static final String ACCOUNTS = """
            select moved.account_id, cast(:day as date) as business_date,
                   (coalesce(last.balance_minor, 0) + moved.credits - moved.debits)::bigint as balance_minor,
                   moved.debits::bigint as debits_minor, moved.credits::bigint as credits_minor
              from (select account_id, sum(greatest(-amount_minor, 0)) as debits, sum(greatest(amount_minor, 0)) as credits
                      from posting where booking_date > :after and booking_date <= :day
                     group by account_id) moved
              left join lateral (select balance_minor from balance_snapshot s
                                  where s.account_id = moved.account_id and s.business_date < :day
                                  order by s.business_date desc limit 1) last on true
            """;
    private static final String SHIFTS = """
            select account_id, cast(:day as date) as business_date, value_date, sum(amount_minor)::bigint as amount_minor
              from posting where booking_date > :after and booking_date <= :day and value_date <> :day
             group by account_id, value_date
            """;
    private static final String LEDGER = """
            select cast(:day as date) as business_date, moved.code, moved.currency,
                   (coalesce(last.balance_minor, 0) + moved.credits - moved.debits)::bigint as balance_minor,
                   moved.debits::bigint as debits_minor, moved.credits::bigint as credits_minor
              from (select code, currency, sum(debits_minor) as debits, sum(credits_minor) as credits
                      from balance_snapshot join account on account.id = balance_snapshot.account_id
                      join account_chart_code using (account_id)
                     where business_date = :day group by code, currency) moved
              left join lateral (select balance_minor from ledger_balance l
                                  where l.code = moved.code and l.currency = moved.currency and l.business_date < :day
                                  order by l.business_date desc limit 1) last on true
            """;
    private static final String TOTALS = """
            select currency, sum(greatest(balance_minor, 0))::bigint as credits, sum(greatest(-balance_minor, 0))::bigint as debits
              from (select distinct on (code, currency) currency, balance_minor from ledger_balance
                     where business_date <= :day order by code, currency, business_date desc) at_close
             group by currency
            """;

    private static final List<Part> PARTS = List.of(
            new Part(
                    "balance_snapshot",
                    "account_id, business_date, balance_minor, debits_minor, credits_minor",
                    ACCOUNTS,
                    "account_id"),
            new Part(
                    "value_date_shift",
                    "account_id, business_date, value_date, amount_minor",
                    SHIFTS,
                    "account_id, value_date"),
            new Part(
                    "ledger_balance",
                    "business_date, code, currency, balance_minor, debits_minor, credits_minor",
                    LEDGER,
                    "code, currency"));

    /**
     * One of the tables.
     *
     * @param key what tells rows of a day apart
     */
    private record Part(String table, String columns, String rows, String key) {
        String write() {
            return "insert into " + table + " (" + columns + ") select " + columns + " from (" + rows + ") day";
        }

        String read(LocalDate day) {
            return "select " + columns + " from " + table + " where business_date = '" + day + "' order by " + key;
        }

        /** The first row that is not what was booked, as text. */
        String differing() {
            return "select coalesce(stored::text, 'lacks ' || replayed::text) from (select " + columns + " from ("
                    + rows + ") day) replayed full join (select " + columns + " from " + table
                    + " where business_date = :day) stored using (" + key + ") where stored::text is distinct from"
                    + " replayed::text order by " + key + " limit 1";
        }
    }

    private final JdbcTemplate jdbc;
    private final NamedParameterJdbcTemplate named;

    DayBalances(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
        this.named = new NamedParameterJdbcTemplate(jdbc);
    }

    /** Writes the rows of a day. */
    void write(Stretch stretch) {
        PARTS.forEach(part -> named.update(part.write(), parameters(stretch)));
    }

    RowDigest accounts(LocalDate day) {
        return RowDigest.of(jdbc, PARTS.get(0).read(day));
    }

    RowDigest shifts(LocalDate day) {
        return RowDigest.of(jdbc, PARTS.get(1).read(day));
    }

    RowDigest ledger(LocalDate day) {
        return RowDigest.of(jdbc, PARTS.get(2).read(day));
    }

    /**
     * The totals of the trial balance by currency, in minor units.
     *
     * @param debits sum of the accounts whose balance is a debit, as a positive amount
     */
    record Totals(SortedMap<String, Long> debits, SortedMap<String, Long> credits) {}

    Totals trialBalance(LocalDate day) {
        Totals totals = new Totals(new TreeMap<>(), new TreeMap<>());
        named.query(TOTALS, Map.of("day", day), row -> {
            totals.debits().put(row.getString("currency"), row.getLong("debits"));
            totals.credits().put(row.getString("currency"), row.getLong("credits"));
        });
        return totals;
    }

    /** The first row of each table that is not what follows from the postings of the day and the rows before; at most one each. */
    List<String> differing(Stretch stretch) {
        return PARTS.stream()
                .flatMap(part -> named.queryForList(part.differing(), parameters(stretch), String.class).stream()
                        .map(row -> part.table() + " " + row))
                .toList();
    }

    private static Map<String, Object> parameters(Stretch stretch) {
        return Map.of("day", stretch.upTo(), "after", stretch.after());
    }
}
