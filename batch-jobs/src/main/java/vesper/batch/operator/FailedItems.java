package vesper.batch.operator;

import java.time.LocalDate;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Collects what the steps of the night recorded as failed. */
final class FailedItems {
    private static final String NEWEST = """
            select * from (
                select 'scheduled-transfers' as step, 'transfer ' || t.id as item, a.number, t.due_on, t.amount_minor,
                       t.currency, t.reason
                  from scheduled_transfer t join account a on a.id = t.debtor_account_id
                 where t.state = 'FAILED'
                union all
                select 'loan-repayments', 'loan ' || n.number, a.number, l.next_due_on, c.due_minor - c.collected_minor,
                       l.currency, c.reason
                  from loan_collection c
                  join loan_account l using (account_id)
                  join account a on a.id = l.linked_account_id
                  join account n on n.id = l.account_id
                 where c.reason is not null and l.next_due_on <= c.business_date
                   and not exists (select 1 from loan_collection newer
                                    where newer.account_id = c.account_id and newer.business_date > c.business_date)
                union all
                select 'capitalisation', 'interest to ' || c.period_end, a.number, c.period_end, abs(c.amount_minor),
                       c.currency, c.reason
                  from interest_capitalisation c join account a on a.id = c.account_id
                 where c.state = 'FAILED'
                   and not exists (select 1 from interest_capitalisation made_up
                                    where made_up.account_id = c.account_id and made_up.side = c.side
                                      and made_up.period_end > c.period_end
                                      and made_up.state <> 'FAILED')
            ) failed
            order by due_on desc, step, item
            limit :limit
            """;

    private FailedItems() {}

    static List<FailedItem> newest(JdbcClient jdbc, int limit) {
        return jdbc.sql(NEWEST)
                .param("limit", limit)
                .query((row, n) -> new FailedItem(
                        row.getString("step"),
                        row.getString("item"),
                        row.getString("number"),
                        row.getObject("due_on", LocalDate.class),
                        row.getLong("amount_minor"),
                        row.getString("currency"),
                        row.getString("reason")))
                .list();
    }
}
