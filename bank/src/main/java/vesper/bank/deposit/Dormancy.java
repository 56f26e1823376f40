package vesper.bank.deposit;

import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import vesper.bank.account.AccountStatus;
import vesper.bank.audit.Actor;
import vesper.bank.audit.AuditEvent;
import vesper.bank.audit.AuditLog;
import vesper.bank.calendar.BusinessDates;

/**
 * Accounts that their holders have not used for long. Use is what holders do themselves: pay by card, pay in, send a transfer,
 * exchange, take a loan out. What others send, what the bank books, and what is collected are none.
 */
public final class Dormancy {
    /** What of an account's postings its holder has done. */
    private static final String BY_HOLDER = """
            (e.kind in ('OPENING', 'DEPOSIT', 'CARD_PAYMENT', 'EXCHANGE', 'LOAN_DISBURSEMENT')
                or e.kind = 'TRANSFER' and p.amount_minor < 0)
            """;
    /** Accounts of which nothing of the kind has been booked since the months of their product began. */
    private static final String IDLE = """
            with rule as (
                select distinct on (product_code) product_code, months
                  from product_dormancy where valid_from <= :day order by product_code, valid_from desc
            ), idle as materialized (
                select a.id, a.opened_on
                  from account a join rule r on r.product_code = a.product_code
                 cross join lateral (
                       select (cast(:day as date) - make_interval(months => r.months))::date as last_on) quiet
                 where a.id > :after and a.id <= :upTo and a.kind in ('CURRENT', 'SAVINGS') and a.status = 'OPEN'
                   and a.opened_on <= quiet.last_on
                   and not exists (select 1 from account_dormancy d where d.account_id = a.id and d.woken_on > quiet.last_on)
                   and not exists (
                       select 1 from posting p join journal_entry e on e.seq = p.entry_seq
                        where p.account_id = a.id and p.booking_date > quiet.last_on
                          and p.entry_seq > coalesce((select max(cut_off_place) from day_seal
                                                       where business_date <= quiet.last_on), 0)
                          and
            """ + BY_HOLDER + """
                   )
                 order by a.id limit :limit
                   for no key update of a
            )
            """;

    private static final String PUT_TO_SLEEP = IDLE + """
            , asleep as (
                update account set status = 'DORMANT' from idle where account.id = idle.id returning account.id
            )
            insert into account_dormancy (account_id, since, last_active_on)
            select idle.id, :day, greatest(idle.opened_on,
                   (select max(woken_on) from account_dormancy d where d.account_id = idle.id),
                   (select max(p.booking_date) from posting p join journal_entry e on e.seq = p.entry_seq
                     where p.account_id = idle.id and
            """ + BY_HOLDER + """
                   ))
              from idle join asleep using (id)
            returning account_id
            """;

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final BusinessDates dates;
    private final AuditLog audit;

    public Dormancy(JdbcClient jdbc, TransactionTemplate transaction, BusinessDates dates, AuditLog audit) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.dates = dates;
        this.audit = audit;
    }

    /**
     * Makes accounts dormant that were not used for the months of their product, as part of the surrounding transaction. An
     * account that is dormant is not found again.
     *
     * @param day the months are counted back from it
     * @param after accounts whose id is greater are looked at
     * @param upTo if it is not greater than this
     * @param limit how many at most
     * @return their ids, rising; fewer than the limit if there are no more
     */
    public List<Long> putToSleep(LocalDate day, long after, long upTo, int limit) {
        return jdbc
                .sql(PUT_TO_SLEEP)
                .param("day", day)
                .param("after", after)
                .param("upTo", upTo)
                .param("limit", limit)
                .query(Long.class)
                .list()
                .stream()
                .sorted()
                .toList();
    }

    /**
     * Wakes a dormant account: its holder may use it again, and its months begin anew today.
     *
     * @param reason what the person had to go by, such as how the holder was identified
     * @return false if the account is not dormant; nothing was changed
     * @throws IllegalArgumentException if no reason is given
     */
    public boolean wake(long accountId, Actor by, String reason) {
        if (reason.isBlank()) {
            throw new IllegalArgumentException("a reason is needed");
        }
        return Objects.requireNonNull(transaction.execute(status -> woken(accountId, by, reason.strip())));
    }

    private boolean woken(long accountId, Actor by, String reason) {
        boolean dormant = jdbc.sql("update account set status = :open where id = :id and status = :dormant")
                        .param("open", AccountStatus.OPEN.name())
                        .param("dormant", AccountStatus.DORMANT.name())
                        .param("id", accountId)
                        .update()
                == 1;
        if (!dormant) {
            audit.append(AuditEvent.refused(by, "account.wake", "account " + accountId, "NOT_DORMANT")
                    .about(accountId));
            return false;
        }
        jdbc.sql("""
                        update account_dormancy set woken_on = :day, woken_by = :by, reason = :reason
                         where account_id = :id and woken_on is null
                        """)
                .param("day", dates.current().businessDate())
                .param("by", by.name())
                .param("reason", reason)
                .param("id", accountId)
                .update();
        audit.append(AuditEvent.done(by, "account.wake", "account " + accountId, reason)
                .about(accountId));
        return true;
    }
}
