package vesper.bench;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.Date;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import vesper.bank.Bank;
import vesper.bank.account.LedgerCode;
import vesper.bank.interest.DailyInterest;

/**
 * What the database itself can do with the interest on deposits: a day's accrual of all accounts in one statement; and the
 * month's interest as entries, postings, balances and capitalisations in one transaction. Nothing is decided and no message
 * made. {@link #secondsOfLoop} does the latter the slow way, account by account. They work on {@link CopiedTables}.
 */
final class DepositSql {
    private static final String ACCRUE = """
            insert into sqlonly.interest_accrual (account_id, business_date, currency, balance_minor, rate_bps, amount_minor)
            select a.id, :day, a.currency, a.balance_minor, r.rate_bps,
                   round(a.balance_minor::numeric(38, 20) * r.rate_bps / 3650000, 10)
              from sqlonly.account a join product_rate r using (product_code)
             where a.kind in ('CURRENT', 'SAVINGS') and a.balance_minor <> 0 and r.rate_bps <> 0
            """;
    private static final String CAPITALISE = """
            with due as (
                select account_id, currency, gen_random_uuid() as id, nextval('journal_entry_seq') as seq, weight,
                       round(weight / 3650000)::bigint as amount
                  from (select account_id, currency, sum(balance_minor::numeric * rate_bps) as weight
                          from sqlonly.interest_accrual where business_date <= :day
                         group by account_id, currency) accrued
            ), entry as (
                insert into sqlonly.journal_entry (seq, id, kind, booking_date, value_date, recorded_at, narrative, fingerprint)
                select seq, id, 'CAPITALISATION', :day, :day, clock_timestamp(), 'Interest',
                       decode('000102030405060708090a0b0c0d0e0f', 'hex')
                  from due where amount <> 0
            ), legs as (
                insert into sqlonly.posting
                select :expense, seq, 0, -amount, currency, :day, :day, null::bigint from due where amount <> 0 union all
                select account_id, seq, 1, amount, currency, :day, :day, null from due where amount <> 0
            ), capitalised as (
                insert into sqlonly.interest_capitalisation (account_id, period_end, side, currency, accrued_minor,
                                                             amount_minor, state, entry_id)
                select account_id, :day, 'CREDIT', currency, round(weight / 3650000, 10), amount,
                       case amount when 0 then 'NOTHING' else 'BOOKED' end, case amount when 0 then null else id end
                  from due
            ), expense as (
                update sqlonly.own_balance_part set balance_minor = balance_minor - (select sum(amount) from due)
                 where account_id = :expense and part = 0
            )
            update sqlonly.account a set balance_minor = balance_minor + due.amount
              from due where a.id = due.account_id and due.amount <> 0
            """;
    private static final String LOOP_SUM = """
            select sum(balance_minor::numeric * rate_bps), max(currency) from sqlonly.interest_accrual
             where account_id = ? and business_date <= ?
            """;
    private static final String LOOP_ENTRY = """
            insert into sqlonly.journal_entry (seq, id, kind, booking_date, value_date, recorded_at, narrative, fingerprint)
            values (nextval('journal_entry_seq'), ?, 'CAPITALISATION', ?, ?, clock_timestamp(), 'Interest', '\\x00') returning seq
            """;
    private static final String LOOP_POSTING = "insert into sqlonly.posting values (?, ?, ?, ?, ?, ?, ?, null)";
    private static final String LOOP_BALANCE =
            "update sqlonly.account set balance_minor = balance_minor + ? where id = ?";
    private static final String LOOP_OWN =
            "update sqlonly.own_balance_part set balance_minor = balance_minor + ? where account_id = ? and part = 0";
    private static final String LOOP_DONE = """
            insert into sqlonly.interest_capitalisation (account_id, period_end, side, currency, accrued_minor, amount_minor,
                                                         state, entry_id)
            values (?, ?, 'CREDIT', ?, ?, ?, 'BOOKED', ?)
            """;

    private final Bank bank;
    private final DataSource dataSource;
    private final long expense;

    DepositSql(Bank bank, DataSource dataSource) {
        this.bank = bank;
        this.dataSource = dataSource;
        expense = bank.accounts()
                .ledgerAccount(LedgerCode.INTEREST_EXPENSE, "USD")
                .id();
    }

    /** Seconds that the accrual of a day takes. */
    double secondsOfAccrual(LocalDate day) {
        long start = System.nanoTime();
        bank.jdbc().sql(ACCRUE).param("day", day).update();
        return (System.nanoTime() - start) / 1e9;
    }

    /** Seconds that the interest of the month takes. */
    double secondsOfCapitalisation(LocalDate day) {
        long start = System.nanoTime();
        bank.jdbc().sql(CAPITALISE).param("day", day).param("expense", expense).update();
        return (System.nanoTime() - start) / 1e9;
    }

    /**
     * Seconds that the interest of the month would take account by account, a transaction each.
     *
     * @param sample how many accounts are done; the time is scaled from them
     * @param accounts how many there are
     */
    double secondsOfLoop(LocalDate day, int sample, int accounts) throws SQLException {
        List<Long> ids = bank.jdbc()
                .sql("select id from sqlonly.account where kind = 'SAVINGS' order by id limit :sample")
                .param("sample", sample)
                .query(Long.class)
                .list();
        long start = System.nanoTime();
        try (Connection connection = dataSource.getConnection()) {
            connection.setAutoCommit(false);
            for (long account : ids) {
                capitalise(connection, account, Date.valueOf(day));
                connection.commit();
            }
        }
        return (System.nanoTime() - start) / 1e9 * accounts / ids.size();
    }

    private void capitalise(Connection connection, long account, Date day) throws SQLException {
        UUID id = UUID.randomUUID();
        try (PreparedStatement sum = filled(connection, LOOP_SUM, account, day);
                ResultSet weight = first(sum)) {
            BigDecimal accrued = weight.getBigDecimal(1);
            String currency = weight.getString(2);
            long amount = DailyInterest.posted(accrued.toBigIntegerExact());
            try (PreparedStatement entry = filled(connection, LOOP_ENTRY, id, day, day);
                    ResultSet place = first(entry)) {
                long seq = place.getLong(1);
                update(connection, LOOP_POSTING, expense, seq, 0, -amount, currency, day, day);
                update(connection, LOOP_POSTING, account, seq, 1, amount, currency, day, day);
            }
            update(connection, LOOP_BALANCE, amount, account);
            update(connection, LOOP_OWN, -amount, expense);
            update(connection, LOOP_DONE, account, day, currency, accrued, amount, id);
        }
    }

    private static PreparedStatement filled(Connection connection, String sql, Object... values) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        for (int n = 0; n < values.length; n++) {
            statement.setObject(n + 1, values[n]);
        }
        return statement;
    }

    private static ResultSet first(PreparedStatement statement) throws SQLException {
        ResultSet rows = statement.executeQuery();
        rows.next();
        return rows;
    }

    private static void update(Connection connection, String sql, Object... values) throws SQLException {
        try (PreparedStatement statement = filled(connection, sql, values)) {
            statement.executeUpdate();
        }
    }
}
