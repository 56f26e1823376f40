package vesper.bank.deposit;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import vesper.bank.account.Accounts;
import vesper.bank.account.LedgerCode;
import vesper.bank.database.RoundTrip;
import vesper.bank.deposit.InterestDue.Side;
import vesper.bank.interest.DailyInterest;
import vesper.bank.ledger.BookingOutcome;
import vesper.bank.ledger.EntryKind;
import vesper.bank.ledger.EntryRequest;
import vesper.bank.ledger.Ledger;

/**
 * Posts accrued interest to accounts, rounded half even, once, to whole minor units: what the holder earned against the bank's
 * interest expense, what was owed on an overdraft against its interest income. Of what was earned, {@link WithholdingTax} is kept back
 * by an entry that is booked together with the interest or not at all.
 *
 * <p>Reads {@code interest_accrual}; books entries and writes one row of {@code interest_capitalisation} for each side of an
 * account that has accruals. Where the ledger refuses, as on a frozen account, the row has the reason, and the interest is
 * posted with the next period. The entry's id follows from account, side and period, so doing it twice books nothing.
 */
public final class Capitalisations {
    private static final String ACCOUNTS = """
            from account where id > :after and id <= :upTo and kind in ('CURRENT', 'SAVINGS')
            """;
    private static final String OF_PRODUCTS = "and product_code = any(:products) ";
    private static final String LIMITED = "order by id limit :limit";
    /** A balance up to this, in minor units, times the highest rate, 100,000 basis points, fits a bigint. */
    private static final long PLAIN_BALANCE = 10_000_000_000_000L;

    /** Weights that fit are summed as bigints, which is several times as fast as numbers without bound. */
    private static final String DUE = """
            select a.id, a.currency, accrued.credit, accrued.large_credit, accrued.debit, accrued.large_debit
              from (select id, currency %1$s) a
             cross join lateral (
                   select coalesce(max(period_end) filter (where not credit_failed), date '0001-01-01') as credit,
                          coalesce(max(period_end) filter (where not debit_failed), date '0001-01-01') as debit
                     from (select period_end, bool_or(state = 'FAILED' and side = 'CREDIT') as credit_failed,
                                  bool_or(state = 'FAILED' and side = 'DEBIT') as debit_failed
                             from interest_capitalisation where account_id = a.id group by period_end) period) posted
             cross join lateral (
                   select sum(balance_minor * rate_bps) filter (where balance_minor between 1 and %2$d) as credit,
                          sum(balance_minor::numeric * rate_bps) filter (where balance_minor > %2$d) as large_credit,
                          sum(balance_minor * rate_bps) filter (where balance_minor between -%2$d and -1) as debit,
                          sum(balance_minor::numeric * rate_bps) filter (where balance_minor < -%2$d) as large_debit
                     from interest_accrual
                    where account_id = a.id and business_date <= :end
                      and business_date > least(posted.credit, posted.debit)
                      and business_date > case when balance_minor < 0 then posted.debit else posted.credit end) accrued
             order by a.id
            """;

    private static final String DUE_OF_ANY = DUE.formatted(ACCOUNTS + LIMITED, PLAIN_BALANCE);
    private static final String DUE_OF_PRODUCTS = DUE.formatted(ACCOUNTS + OF_PRODUCTS + LIMITED, PLAIN_BALANCE);
    private static final String RECORD = """
            insert into interest_capitalisation (account_id, period_end, side, currency, accrued_minor, amount_minor, state,
                                                 reason, entry_id)
            select account_id, ?::date, side, currency, accrued_minor, amount_minor, state, reason, entry_id
              from unnest(?::bigint[], ?::text[], ?::text[], ?::numeric[], ?::bigint[], ?::text[], ?::text[], ?::uuid[])
                   as c (account_id, side, currency, accrued_minor, amount_minor, state, reason, entry_id)
                on conflict (account_id, period_end, side) do update
               set accrued_minor = excluded.accrued_minor, amount_minor = excluded.amount_minor, state = excluded.state,
                   reason = excluded.reason, entry_id = excluded.entry_id
            """;

    private final JdbcClient jdbc;
    private final JdbcTemplate batches;
    private final Accounts accounts;
    private final Ledger ledger;
    private final WithholdingTax tax;

    public Capitalisations(JdbcTemplate batches, Accounts accounts, Ledger ledger) {
        this.jdbc = JdbcClient.create(batches);
        this.batches = batches;
        this.accounts = accounts;
        this.ledger = ledger;
        this.tax = new WithholdingTax(jdbc);
    }

    /**
     * A run of accounts by rising id, with what is due on them.
     *
     * @param accounts how many accounts were looked at
     * @param lastAccountId the last one; zero if there was none
     */
    public record Range(int accounts, long lastAccountId, List<InterestDue> due) {}

    /**
     * What accrued and is not posted, whatever the product.
     *
     * @param after accounts whose id is greater are looked at
     * @param upTo if it is not greater than this
     * @param end the last day whose accruals count
     * @param limit how many accounts to look at
     */
    public Range due(long after, long upTo, LocalDate end, int limit) {
        return due(DUE_OF_ANY, List.of(), after, upTo, end, limit);
    }

    /** The same of accounts whose product capitalises so often. */
    public Range due(long after, long upTo, CapitalisationPeriod period, LocalDate end, int limit) {
        List<String> products = products(period);
        return products.isEmpty()
                ? new Range(0, 0, List.of())
                : due(DUE_OF_PRODUCTS, products, after, upTo, end, limit);
    }

    /** How many accounts with an id in the range have a product that capitalises so often. */
    public long count(long after, long upTo, CapitalisationPeriod period) {
        List<String> products = products(period);
        return products.isEmpty()
                ? 0
                : jdbc.sql("select count(*) " + ACCOUNTS + OF_PRODUCTS)
                        .param("after", after)
                        .param("upTo", upTo)
                        .param("products", products.toArray(String[]::new))
                        .query(Long.class)
                        .single();
    }

    private List<String> products(CapitalisationPeriod period) {
        return jdbc.sql("select code from product where capitalised = :period")
                .param("period", period.name())
                .query(String.class)
                .list();
    }

    private Range due(String sql, List<String> products, long after, long upTo, LocalDate end, int limit) {
        List<InterestDue> due = new ArrayList<>();
        List<Long> seen = jdbc.sql(sql)
                .param("after", after)
                .param("upTo", upTo)
                .param("end", end)
                .param("limit", limit)
                .param("products", products.toArray(String[]::new))
                .query((row, n) -> {
                    addDue(row, Side.CREDIT, "credit", due);
                    addDue(row, Side.DEBIT, "debit", due);
                    return row.getLong("id");
                })
                .list();
        return new Range(seen.size(), seen.isEmpty() ? 0 : seen.get(seen.size() - 1), due);
    }

    private static void addDue(ResultSet row, Side side, String column, List<InterestDue> due) throws SQLException {
        BigDecimal plain = row.getBigDecimal(column);
        BigDecimal large = row.getBigDecimal("large_" + column);
        if (plain != null || large != null) {
            BigInteger weight = Stream.of(plain, large)
                    .filter(Objects::nonNull)
                    .map(BigDecimal::toBigIntegerExact)
                    .reduce(BigInteger.ZERO, BigInteger::add);
            due.add(new InterestDue(row.getLong("id"), row.getString("currency"), side, weight));
        }
    }

    /**
     * Posts what is due, as part of the surrounding transaction.
     *
     * @param periodEnd the last day whose accruals are in it
     * @param bookingDate wished booking date of the entries
     * @return the ledger's answer for each of them, null where the amount is zero
     */
    public List<@Nullable BookingOutcome> post(
            List<InterestDue> due, LocalDate periodEnd, LocalDate bookingDate, String narrative) {
        Map<Long, Integer> taxRates = tax.rates(
                due.stream()
                        .filter(interest -> interest.side() == Side.CREDIT && interest.amountMinor() > 0)
                        .map(InterestDue::accountId)
                        .toList(),
                bookingDate);
        List<EntryRequest> entries = new ArrayList<>(due.size());
        for (InterestDue interest : due) {
            if (interest.amountMinor() != 0) {
                EntryRequest entry = entry(interest, periodEnd, bookingDate, narrative);
                long taxMinor = interest.side() == Side.DEBIT
                        ? 0
                        : WithholdingTax.amountMinor(
                                interest.amountMinor(), taxRates.getOrDefault(interest.accountId(), 0));
                if (taxMinor == 0) {
                    entries.add(entry);
                } else {
                    String link = entry.id().toString();
                    entries.add(entry.linked(link));
                    entries.add(tax(interest, taxMinor, periodEnd, entry).linked(link));
                }
            }
        }
        Map<UUID, BookingOutcome> outcomes = new HashMap<>();
        ledger.book(entries).forEach(outcome -> outcomes.put(outcome.id(), outcome));
        List<@Nullable BookingOutcome> answers = new ArrayList<>(due.size());
        due.forEach(interest -> answers.add(outcomes.get(interest.entryId(periodEnd))));
        if (!due.isEmpty()) {
            record(due, periodEnd, answers);
        }
        return answers;
    }

    private EntryRequest entry(InterestDue due, LocalDate periodEnd, LocalDate bookingDate, String narrative) {
        boolean credit = due.side() == Side.CREDIT;
        LedgerCode contra = credit ? LedgerCode.INTEREST_EXPENSE : LedgerCode.INTEREST_INCOME;
        return EntryRequest.move(
                due.entryId(periodEnd),
                credit ? EntryKind.CAPITALISATION : EntryKind.OVERDRAFT_INTEREST,
                bookingDate,
                narrative,
                accounts.ledgerAccount(contra, due.currency()).id(),
                due.accountId(),
                due.amountMinor(),
                due.currency(),
                false);
    }

    private EntryRequest tax(InterestDue due, long taxMinor, LocalDate periodEnd, EntryRequest interest) {
        return EntryRequest.move(
                due.taxEntryId(periodEnd),
                EntryKind.WITHHOLDING_TAX,
                interest.bookingDate(),
                "Tax on: " + interest.narrative(),
                due.accountId(),
                accounts.ledgerAccount(LedgerCode.WITHHOLDING_TAX, due.currency())
                        .id(),
                taxMinor,
                due.currency(),
                false);
    }

    private void record(List<InterestDue> due, LocalDate periodEnd, List<@Nullable BookingOutcome> outcomes) {
        RoundTrip trip = new RoundTrip();
        trip.add(RECORD)
                .value(periodEnd)
                .longs(due.stream().map(InterestDue::accountId).toList())
                .texts(due.stream().map(interest -> interest.side().name()).toList())
                .texts(due.stream().map(InterestDue::currency).toList())
                .array(
                        "numeric",
                        due.stream()
                                .map(interest -> DailyInterest.accrued(interest.weight()))
                                .toList())
                .longs(due.stream().map(InterestDue::amountMinor).toList())
                .texts(outcomes.stream().map(Capitalisations::state).toList())
                .texts(outcomes.stream().map(Capitalisations::reason).toList())
                .uuids(outcomes.stream().map(Capitalisations::entryId).toList());
        trip.run(batches);
    }

    private static String state(@Nullable BookingOutcome outcome) {
        return outcome == null ? "NOTHING" : outcome instanceof BookingOutcome.Refused ? "FAILED" : "BOOKED";
    }

    private static @Nullable String reason(@Nullable BookingOutcome outcome) {
        return outcome instanceof BookingOutcome.Refused refused
                ? refused.reason().name()
                : null;
    }

    private static @Nullable UUID entryId(@Nullable BookingOutcome outcome) {
        return outcome instanceof BookingOutcome.Booked booked ? booked.id() : null;
    }
}
