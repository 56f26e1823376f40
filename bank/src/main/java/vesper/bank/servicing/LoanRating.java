package vesper.bank.servicing;

import java.time.LocalDate;
import java.util.List;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import vesper.bank.account.Accounts;
import vesper.bank.account.LedgerCode;
import vesper.bank.calendar.BusinessDates;
import vesper.bank.ledger.EntryKind;
import vesper.bank.ledger.Ledger;

/**
 * Says of each loan since when it is in arrears and which bucket of days that is, and sets aside the bucket's share of the
 * principal owed, as {@link vesper.bank.lending.DelinquencyBuckets} has it: what the provisions of many loans rise or fall by
 * together is one entry a currency, provision expense against loan loss allowance. A day done again changes nothing.
 */
public final class LoanRating {
    /** A loan whose provision moved since it was read is left to the next night. */
    private static final String RATE = """
            with rated as (
                select l.account_id, l.provisioned_minor as provisioned,
                       case when l.next_due_on < :day then l.next_due_on end as since, b.name as bucket,
                       coalesce(round(l.principal_minor * b.provision_pct * 0.01), 0)::bigint as provision
                  from loan_account l
                  left join delinquency_bucket_in_force b
                    on b.product_code = coalesce(l.loan_product_code, l.product_code)
                   and :day - l.next_due_on between b.from_days and coalesce(b.to_days, :day - l.next_due_on)
                 where l.account_id > :after and l.account_id <= :upTo
                   and (l.next_due_on < :day or l.arrears_since is not null or l.provisioned_minor <> 0)
            ), moved as (
                update loan_account l
                   set arrears_since = r.since, bucket = r.bucket, provisioned_minor = r.provision
                  from rated r
                 where l.account_id = r.account_id and l.provisioned_minor = r.provisioned
                   and (l.arrears_since is distinct from r.since or l.bucket is distinct from r.bucket
                        or l.provisioned_minor <> r.provision)
                returning l.account_id, l.currency, r.provision, r.provision - r.provisioned as added
            )
            select currency, count(*) as loans, sum(added)::bigint as added, min(account_id) as first, max(account_id) as last,
                   sum(provision) as total
              from moved group by currency order by currency
            """;

    private static final SummedEntries.Purpose PURPOSE = new SummedEntries.Purpose(
            "loan-provisions",
            EntryKind.LOAN_PROVISION,
            "Provisions for overdue loans",
            LedgerCode.PROVISION_EXPENSE,
            LedgerCode.LOAN_ALLOWANCE);

    private final BusinessDates dates;
    private final SummedEntries entries;

    /** Over one database; all parts must be of the same one. */
    public LoanRating(JdbcTemplate jdbc, BusinessDates dates, Ledger ledger, Accounts accounts) {
        this.dates = dates;
        this.entries = new SummedEntries(JdbcClient.create(jdbc), ledger, accounts, PURPOSE);
    }

    /**
     * Rates the loans of a range of accounts as of the end of a day, in the surrounding transaction.
     *
     * @return by currency, the loans that came into another bucket or whose provision moved, and what provisions rose by
     */
    public List<LoanSum> rate(LocalDate day, long after, long upTo) {
        dates.holdStill();
        return entries.move(RATE, day, after, upTo);
    }
}
