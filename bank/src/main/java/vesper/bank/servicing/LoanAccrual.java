package vesper.bank.servicing;

import java.time.LocalDate;
import java.util.List;
import java.util.function.LongConsumer;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import vesper.bank.account.Accounts;
import vesper.bank.account.LedgerCode;
import vesper.bank.calendar.BusinessDates;
import vesper.bank.database.RoundTrip;
import vesper.bank.ledger.EntryKind;
import vesper.bank.ledger.Ledger;

/**
 * Recognises the interest that loans earn: interest receivable is debited, interest income credited. What a loan has earned by
 * the day ({@link AccrualWindow}), less what was recognised before, is added up over many loans by one SQL statement and booked
 * as one entry a currency; which loan it is of is in {@code loan_account}, in the same transaction. Since it is computed from
 * the running total, a day that was left out is made up on the next, and a day done again adds nothing.
 */
public final class LoanAccrual {
    /** A loan whose row moved since it was read is left to the next night. */
    private static final String RECOGNISE = """
            with earned as (
                select account_id, currency, interest_recognised_minor as recognised,
                       interest_before_minor
                       + case when accrual_from is null or :day <= accrual_from then 0
                              when :day >= accrual_to then interest_running_minor
                              else div(2::numeric * interest_running_minor * (:day - accrual_from) + (accrual_to - accrual_from),
                                       2 * (accrual_to - accrual_from))::bigint end as earned
                  from loan_account
                 where account_id > :after and account_id <= :upTo and status = 'ACTIVE'
            ), recognised as (
                update loan_account l set interest_recognised_minor = e.earned
                  from earned e
                 where l.account_id = e.account_id and l.status = 'ACTIVE'
                   and l.interest_recognised_minor = e.recognised and e.earned <> e.recognised
                returning l.account_id, l.currency, e.earned, e.earned - e.recognised as added
            )
            select currency, count(*) as loans, sum(added)::bigint as added, min(account_id) as first, max(account_id) as last,
                   sum(earned) as total
              from recognised group by currency order by currency
            """;

    private static final String ENDED = """
            select account_id from loan_account
             where account_id > :after and account_id <= :upTo and status = 'ACTIVE' and accrual_to < :day
            """;

    private static final SummedEntries.Purpose PURPOSE = new SummedEntries.Purpose(
            "loan-accrual",
            EntryKind.LOAN_ACCRUAL,
            "Loan interest earned",
            LedgerCode.LOAN_INTEREST,
            LedgerCode.INTEREST_INCOME);

    private final JdbcTemplate jdbc;
    private final JdbcClient client;
    private final BusinessDates dates;
    private final SummedEntries entries;

    /** Over one database; all parts must be of the same one. */
    public LoanAccrual(JdbcTemplate jdbc, BusinessDates dates, Ledger ledger, Accounts accounts) {
        this.jdbc = jdbc;
        this.client = JdbcClient.create(jdbc);
        this.dates = dates;
        this.entries = new SummedEntries(client, ledger, accounts, PURPOSE);
    }

    /**
     * Recognises what the loans of a range of accounts have earned by the end of a day, in the surrounding transaction.
     *
     * @param notComputable is told of each loan whose next instalment could not be worked out: its interest stands still
     * @return by currency, the loans whose interest moved, and by how much: negative where a schedule came to charge less than
     *     was recognised
     */
    public List<LoanSum> recognise(LocalDate day, long after, long upTo, LongConsumer notComputable) {
        dates.holdStill();
        moveOn(day, after, upTo, notComputable);
        return entries.move(RECOGNISE, day, after, upTo);
    }

    /** Loans whose running instalment was due and that have not been touched since: the next instalment runs. */
    private void moveOn(LocalDate day, long after, long upTo, LongConsumer notComputable) {
        List<Long> ended = client.sql(ENDED)
                .param("day", day)
                .param("after", after)
                .param("upTo", upTo)
                .query(Long.class)
                .list();
        if (ended.isEmpty()) {
            return;
        }
        RoundTrip reading = new RoundTrip();
        LoanReads reads = LoanReads.locked(reading, ended, List.of());
        reading.run(jdbc);
        LoanWrites writes = new LoanWrites();
        for (long accountId : ended) {
            AccrualWindow window = reads.computed(
                    accountId, account -> AccrualWindow.of(account.loan().state(), day));
            if (window == null) {
                notComputable.accept(accountId);
            } else {
                writes.window(accountId, window);
            }
        }
        RoundTrip writing = new RoundTrip();
        writes.write(writing);
        writing.run(jdbc);
    }
}
