package vesper.batch.interest;

import java.time.LocalDate;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import vesper.bank.Bank;
import vesper.bank.account.Accounts;
import vesper.batch.task.Chunk;
import vesper.batch.task.RangedTask;
import vesper.batch.task.Savepoint;
import vesper.batch.task.Totals;

/**
 * Accrues the day's interest on customers' current and savings accounts: one row per account that has a balance and a
 * rate: what is positive earns, what is overdrawn costs.
 *
 * <p>Reads accounts, the product rates in force on the business date and the postings booked after it (the bank takes payments
 * of the next day while it closes this one); writes {@code interest_accrual}. One statement per range of account ids. A restart
 * goes on with the next range; a range done twice adds nothing: that it is one is seen by the first row that is there already, as
 * asking before each would cost a third of the whole. The SQL computes what {@link vesper.bank.interest.DailyInterest}
 * says; a test holds the two against each other. A quotient has as many decimals as its dividend at least: without the twenty of
 * the balance, a large one would have fewer than ten.
 */
public final class InterestAccrual implements RangedTask {
    private static final Logger LOG = LoggerFactory.getLogger(InterestAccrual.class);
    private static final String ACCRUE = """
            with rate as (
                select distinct on (product_code) product_code, rate_bps, overdraft_rate_bps
                  from product_rate where valid_from <= :day
                 order by product_code, valid_from desc
            ), later as (
                select account_id, sum(amount_minor) as amount
                  from posting
                 where booking_date > :day and account_id > :after and account_id <= :upTo
                 group by account_id
            ), close as (
                select a.id, a.currency, r.rate_bps as credit_bps, r.overdraft_rate_bps,
                       (a.balance_minor - coalesce(l.amount, 0))::bigint as balance_minor
                  from account a
                  join rate r using (product_code)
                  left join later l on l.account_id = a.id
                 where a.id > :after and a.id <= :upTo and a.kind in ('CURRENT', 'SAVINGS')
            ), rated as (
                select id, currency, balance_minor,
                       case when balance_minor < 0 then overdraft_rate_bps else credit_bps end as rate_bps
                  from close
            ), accrued as (
                insert into interest_accrual (account_id, business_date, currency, balance_minor, rate_bps, amount_minor)
                select id, :day, currency, balance_minor, rate_bps,
                       round(balance_minor::numeric(38, 20) * rate_bps / 3650000, 10)
                  from rated where balance_minor <> 0 and rate_bps <> 0
                    %s
                returning currency, amount_minor
            )
            select currency, count(*) as accounts, sum(amount_minor) as amount from accrued group by currency
            """;
    private static final String ACCRUE_ALL = ACCRUE.formatted("");
    private static final String ACCRUE_WHAT_IS_LEFT = ACCRUE.formatted("on conflict do nothing");

    private final JdbcClient jdbc;
    private final Accounts accounts;
    private final TransactionTemplate savepoint;
    private final long range;

    /** @param range how many account ids one statement covers */
    public InterestAccrual(Bank bank, long range) {
        this.jdbc = bank.jdbc();
        this.accounts = bank.accounts();
        this.savepoint = Savepoint.of(bank);
        this.range = range;
    }

    @Override
    public String name() {
        return "interest-accrual";
    }

    @Override
    public String description() {
        return "Accrues one day's interest, actual/365, on every balance booked on or before the business date.";
    }

    @Override
    public List<Long> splits(LocalDate businessDate, int ranges) {
        return accounts.depositSplits(ranges);
    }

    @Override
    public long items(LocalDate businessDate, long after, long upTo) {
        return Math.max(0, Math.min(upTo, accounts.lastId()) - after);
    }

    @Override
    public Chunk work(LocalDate businessDate, long after, long limit) {
        long upTo = Math.min(after + range, limit);
        Totals totals;
        try {
            totals = savepoint.execute(status -> accrue(ACCRUE_ALL, businessDate, after, upTo));
        } catch (DuplicateKeyException e) {
            LOG.info("accounts after {} up to {} were accrued already, or some of them", after, upTo);
            totals = accrue(ACCRUE_WHAT_IS_LEFT, businessDate, after, upTo);
        }
        long last = Math.min(limit, accounts.lastId());
        return new Chunk(upTo, upTo >= last, Math.max(0, Math.min(upTo, last) - after), totals);
    }

    private Totals accrue(String sql, LocalDate businessDate, long after, long upTo) {
        return jdbc
                .sql(sql)
                .param("day", businessDate)
                .param("after", after)
                .param("upTo", upTo)
                .query((row, n) ->
                        Totals.of(row.getLong("accounts"), row.getString("currency"), row.getBigDecimal("amount")))
                .list()
                .stream()
                .reduce(Totals.NONE, Totals::plus);
    }
}
