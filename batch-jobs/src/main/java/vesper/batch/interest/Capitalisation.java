package vesper.batch.interest;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import vesper.bank.Bank;
import vesper.bank.Ids;
import vesper.bank.account.Account;
import vesper.bank.account.LedgerCode;
import vesper.bank.interest.DailyInterest;
import vesper.bank.ledger.BookingOutcome;
import vesper.bank.ledger.EntryKind;
import vesper.bank.ledger.EntryRequest;
import vesper.batch.task.Chunk;
import vesper.batch.task.Task;
import vesper.batch.task.Totals;

/**
 * Posts the interest accrued by an account since its last capitalisation, rounded half even, once, to whole minor units: the
 * bank's interest expense is debited, the account credited (the other way round where the rate is negative).
 *
 * <p>Reads {@code interest_accrual}; books entries and writes one row of {@code interest_capitalisation} per account that has
 * accruals. An account that takes no postings, such as a frozen one, is recorded as failed with the reason, and what it earned
 * is posted with the next period. The entry's id follows from account and period, so a chunk done twice books nothing.
 */
public final class Capitalisation implements Task {
    private static final String ACCRUED = """
            select x.account_id, a.currency, sum(x.balance_minor::numeric * x.rate_bps) as weight
              from interest_accrual x
              join account a on a.id = x.account_id
             where x.account_id > :after
               and x.business_date <= :end
               and x.business_date > coalesce((select max(c.period_end) from interest_capitalisation c
                                                where c.account_id = x.account_id and c.state <> 'FAILED'),
                                              date '0001-01-01')
             group by x.account_id, a.currency
             order by x.account_id
             limit :limit
            """;
    private static final String RECORD = """
            insert into interest_capitalisation (account_id, period_end, currency, accrued_minor, amount_minor, state, reason,
                                                 entry_id)
            values (?, ?, ?, ?, ?, ?, ?, ?)
                on conflict (account_id, period_end) do update
               set accrued_minor = excluded.accrued_minor, amount_minor = excluded.amount_minor, state = excluded.state,
                   reason = excluded.reason, entry_id = excluded.entry_id
            """;
    private static final DateTimeFormatter MONTH = DateTimeFormatter.ofPattern("MMMM uuuu", Locale.ENGLISH);

    private final Bank bank;
    private final JdbcTemplate batches;
    private final int chunk;

    /** @param chunk how many accounts one transaction covers */
    public Capitalisation(Bank bank, JdbcTemplate batches, int chunk) {
        this.bank = bank;
        this.batches = batches;
        this.chunk = chunk;
    }

    private record Accrued(long accountId, String currency, BigInteger weight) {
        long amountMinor() {
            return DailyInterest.posted(weight);
        }

        UUID entryId(LocalDate periodEnd) {
            return Ids.of("capitalisation", Long.toString(accountId), periodEnd.toString());
        }
    }

    @Override
    public String name() {
        return "capitalisation";
    }

    @Override
    public String description() {
        return "Posts the interest accrued since the last capitalisation, rounded half even once, to every account.";
    }

    @Override
    public long items(LocalDate businessDate) {
        return bank.jdbc()
                .sql("select count(*) from interest_accrual where business_date = :day")
                .param("day", businessDate)
                .query(Long.class)
                .single();
    }

    @Override
    public Chunk work(LocalDate businessDate, long after) {
        List<Accrued> accrued = bank.jdbc()
                .sql(ACCRUED)
                .param("after", after)
                .param("end", businessDate)
                .param("limit", chunk)
                .query((row, n) -> new Accrued(
                        row.getLong("account_id"),
                        row.getString("currency"),
                        row.getBigDecimal("weight").toBigIntegerExact()))
                .list();
        if (accrued.isEmpty()) {
            return new Chunk(after, true, 0, Totals.NONE);
        }
        Map<UUID, BookingOutcome> outcomes = new HashMap<>();
        bank.ledger().book(entries(accrued, businessDate)).forEach(o -> outcomes.put(o.id(), o));
        Totals totals = record(accrued, businessDate, outcomes);
        long upTo = accrued.get(accrued.size() - 1).accountId();
        return new Chunk(upTo, accrued.size() < chunk, accrued.size(), totals);
    }

    private List<EntryRequest> entries(List<Accrued> accrued, LocalDate businessDate) {
        String narrative = "Interest for " + YearMonth.from(businessDate).format(MONTH);
        Map<String, Account> expenses = new HashMap<>();
        List<EntryRequest> entries = new ArrayList<>();
        for (Accrued account : accrued) {
            long amount = account.amountMinor();
            if (amount != 0) {
                long expense = expenses.computeIfAbsent(
                                account.currency(),
                                currency -> bank.accounts().ledgerAccount(LedgerCode.INTEREST_EXPENSE, currency))
                        .id();
                entries.add(EntryRequest.move(
                        account.entryId(businessDate),
                        EntryKind.CAPITALISATION,
                        businessDate,
                        narrative,
                        expense,
                        account.accountId(),
                        amount,
                        account.currency(),
                        false));
            }
        }
        return entries;
    }

    private Totals record(List<Accrued> accrued, LocalDate periodEnd, Map<UUID, BookingOutcome> outcomes) {
        Totals totals = Totals.NONE;
        for (Accrued account : accrued) {
            @Nullable BookingOutcome outcome = outcomes.get(account.entryId(periodEnd));
            if (outcome instanceof BookingOutcome.Booked) {
                totals = totals.plus(Totals.one(account.currency(), account.amountMinor()));
            } else if (outcome instanceof BookingOutcome.Refused) {
                totals = totals.plus(Totals.failed(1));
            }
        }
        batches.batchUpdate(RECORD, accrued, accrued.size(), (statement, account) -> {
            fill(statement, account, periodEnd, outcomes.get(account.entryId(periodEnd)));
        });
        return totals;
    }

    private static void fill(
            PreparedStatement statement, Accrued account, LocalDate periodEnd, @Nullable BookingOutcome outcome)
            throws SQLException {
        boolean refused = outcome instanceof BookingOutcome.Refused;
        BigDecimal accruedMinor = DailyInterest.accrued(account.weight());
        statement.setLong(1, account.accountId());
        statement.setObject(2, periodEnd);
        statement.setString(3, account.currency());
        statement.setBigDecimal(4, accruedMinor);
        statement.setLong(5, account.amountMinor());
        statement.setString(6, outcome == null ? "NOTHING" : refused ? "FAILED" : "BOOKED");
        statement.setString(
                7, outcome instanceof BookingOutcome.Refused r ? r.reason().name() : null);
        statement.setObject(8, outcome instanceof BookingOutcome.Booked b ? b.id() : null);
    }
}
