package vesper.bench;

import java.time.LocalDate;
import java.util.Map;
import vesper.bank.Bank;
import vesper.bank.account.LedgerCode;

/**
 * What the database itself can do with a night of loans: the interest of the day added to every loan and booked in one entry;
 * then for each instalment due an entry of three postings, the balances of both accounts, the transaction and the row of the
 * loan, all loans in one statement. Every amount is known beforehand, nothing is decided and no message made. It works on
 * {@link CopiedTables}.
 */
final class LoanSql {
    private static final String ACCRUE = """
            with earned as (
                update sqlonly.loan_account
                   set interest_recognised_minor = interest_before_minor + case
                       when :day >= accrual_to then interest_running_minor
                       else round(interest_running_minor::numeric * (:day - accrual_from) / (accrual_to - accrual_from)) end
                 where status = 'ACTIVE' and accrual_from < :day
                returning interest_running_minor / (accrual_to - accrual_from) as added
            ), entry as (
                insert into sqlonly.journal_entry (seq, id, kind, booking_date, value_date, recorded_at, narrative, fingerprint)
                values (nextval('journal_entry_seq'), gen_random_uuid(), 'LOAN_ACCRUAL', :day, :day, clock_timestamp(),
                        'Loan interest earned', decode('000102030405060708090a0b0c0d0e0f', 'hex'))
                returning seq
            )
            insert into sqlonly.posting
            select account_id, seq, leg, sign * (select sum(added) from earned), 'USD', :day, :day, null
              from entry, (values (:receivable::bigint, 0, -1), (:income::bigint, 1, 1)) legs (account_id, leg, sign)
            """;
    private static final String REPAY = """
            with due as (
                select account_id, linked_account_id, nextval('journal_entry_seq') as seq, gen_random_uuid() as id
                  from sqlonly.loan_account where collect_on <= :day
            ), entry as (
                insert into sqlonly.journal_entry (seq, id, kind, booking_date, value_date, recorded_at, narrative, fingerprint)
                select seq, id, 'LOAN_REPAYMENT', :day, :day, clock_timestamp(), 'Instalment of a loan',
                       decode('000102030405060708090a0b0c0d0e0f', 'hex')
                  from due
            ), legs as (
                insert into sqlonly.posting
                select account_id, seq, 0, :principal, 'USD', :day, :day, null::bigint from due union all
                select linked_account_id, seq, 1, -(:principal + :interest), 'USD', :day, :day, null from due union all
                select :receivable, seq, 2, :interest, 'USD', :day, :day, null from due
            ), transactions as (
                insert into sqlonly.loan_transaction
                select account_id, 2, id, 'REPAYMENT', :day, :day, :principal + :interest, null from due
            ), balances as (
                update sqlonly.account a set balance_minor = balance_minor + moved.amount
                  from (select account_id as id, :principal as amount from due union all
                        select linked_account_id, -(:principal + :interest) from due) moved
                 where a.id = moved.id
            )
            update sqlonly.loan_account l
               set principal_minor = principal_minor - :principal,
                   outstanding_minor = outstanding_minor - :principal - :interest,
                   next_due_on = (next_due_on + interval '1 month')::date,
                   collect_on = (next_due_on + interval '1 month')::date, accrual_from = accrual_to,
                   accrual_to = (accrual_to + interval '1 month')::date, interest_before_minor = :interest
              from due where l.account_id = due.account_id
            """;
    private static final String SETTLE = """
            update sqlonly.own_balance_part
               set balance_minor = balance_minor + case account_id when :receivable then :received else -:received end
             where part = 0 and account_id in (:receivable, :income)
            """;

    private final Bank bank;
    private final LoanPopulation loans;
    private final long receivable;
    private final long income;

    LoanSql(Bank bank, LoanPopulation loans) {
        this.bank = bank;
        this.loans = loans;
        receivable =
                bank.accounts().ledgerAccount(LedgerCode.LOAN_INTEREST, "USD").id();
        income =
                bank.accounts().ledgerAccount(LedgerCode.INTEREST_INCOME, "USD").id();
    }

    /** Seconds that the night of a day takes. */
    double secondsOf(LocalDate day) {
        long principal = loans.firstInstalment().principalMinor();
        long interest = loans.firstInstalment().interestMinor();
        long start = System.nanoTime();
        bank.transaction().executeWithoutResult(status -> {
            bank.jdbc()
                    .sql(ACCRUE)
                    .params(Map.of("day", day, "receivable", receivable, "income", income))
                    .update();
        });
        bank.transaction().executeWithoutResult(status -> {
            int paid = bank.jdbc()
                    .sql(REPAY)
                    .params(Map.of("day", day, "principal", principal, "interest", interest, "receivable", receivable))
                    .update();
            if (paid != loans.dueEachDay()) {
                throw new IllegalStateException("SQL paid " + paid + " instalments");
            }
            bank.jdbc()
                    .sql(SETTLE)
                    .params(Map.of("receivable", receivable, "income", income, "received", interest * paid))
                    .update();
        });
        return (System.nanoTime() - start) / 1e9;
    }
}
