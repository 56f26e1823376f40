package vesper.bank.ledger;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Proves the books from nothing but the tables: each check is a query that must find nothing. It reads everything afresh
 * and trusts no running total.
 */
public final class ProofOfBooks {
    /** A rule of the books and the query for the places that break it; the query returns one text per place. */
    private record Rule(String name, String query) {}

    private static final List<Rule> RULES = List.of(
            new Rule("every entry balances", """
                    select 'entry ' || e.id || ': postings are off by ' || b.off || ' ' || b.currency || ' minor units'
                      from (select entry_seq, currency, sum(amount_minor) as off from posting
                             group by entry_seq, currency having sum(amount_minor) <> 0) b
                      left join journal_entry e on e.seq = b.entry_seq order by b.entry_seq limit 5
                    """),
            new Rule("every entry has postings, and every posting its entry", """
                    select coalesce('entry ' || e.id || ' has no postings',
                                    'posting ' || p.entry_seq || ' on account ' || p.account_id || ' has no entry')
                      from journal_entry e
                      full join (select entry_seq, min(account_id) as account_id from posting group by entry_seq) p
                        on p.entry_seq = e.seq
                     where e.seq is null or p.entry_seq is null limit 5
                    """),
            new Rule("dates and currency of a posting are those of its entry and account", """
                    select 'posting ' || p.entry_seq || '/' || p.leg || ' on account ' || p.account_id
                      from posting p left join journal_entry e on e.seq = p.entry_seq
                      left join account a on a.id = p.account_id
                     where a.id is null or a.currency <> p.currency or e.booking_date <> p.booking_date
                        or e.value_date <> p.value_date limit 5
                    """),
            new Rule("every balance is the sum of its postings", """
                    select 'account ' || a.number || ': balance ' || b.balance_minor || ', postings '
                           || coalesce(p.total, 0)
                      from account a
                      join account_balance b on b.account_id = a.id
                      left join (select account_id, sum(amount_minor) as total from posting group by account_id) p
                        on p.account_id = a.id
                     where b.balance_minor <> coalesce(p.total, 0) order by a.id limit 5
                    """),
            new Rule("every running balance follows from the one before", """
                    select 'account ' || account_id || ', posting ' || entry_seq || '/' || leg
                      from (select account_id, entry_seq, leg, balance_after_minor,
                                   sum(amount_minor) over (partition by account_id order by entry_seq, leg) as replayed
                              from posting) p
                     where balance_after_minor is not null and balance_after_minor <> replayed limit 5
                    """),
            new Rule("all accounts together are zero in each currency", """
                    select currency || ': ' || sum(balance_minor) from account_balance
                     group by currency having sum(balance_minor) <> 0
                    """),
            new Rule("what is held on an account is what its active holds reserve", """
                    select 'account ' || a.number || ': held ' || a.held_minor || ', holds ' || coalesce(h.reserved, 0)
                      from account a
                      left join (select account_id, sum(amount_minor - captured_minor) as reserved
                                   from hold where state = 'ACTIVE' group by account_id) h on h.account_id = a.id
                     where a.held_minor <> coalesce(h.reserved, 0) order by a.id limit 5
                    """),
            new Rule("what is captured of a hold is what entries took of it", """
                    select 'hold ' || h.id || ': captured ' || h.captured_minor || ', entries ' || coalesce(t.taken, 0)
                      from hold h
                      left join (select e.captures, -sum(p.amount_minor) as taken
                                   from journal_entry e join hold on hold.id = e.captures
                                   join posting p on p.entry_seq = e.seq and p.account_id = hold.account_id
                                  group by e.captures) t on t.captures = h.id
                     where h.captured_minor <> coalesce(t.taken, 0) limit 5
                    """),
            new Rule("a reversal takes back its entry, posting by posting", """
                    with reversal as (
                        select r.id, r.reverses, r.seq, e.seq as target
                          from journal_entry r left join journal_entry e on e.id = r.reverses
                         where r.reverses is not null
                    ), line as (
                        select id, reverses, account_id, p.currency, amount_minor, 1 as n
                          from reversal join posting p on p.entry_seq = reversal.seq
                        union all
                        select id, reverses, account_id, p.currency, -amount_minor, -1
                          from reversal join posting p on p.entry_seq = reversal.target
                    ), off as (
                        select id, reverses from line
                         group by id, reverses, account_id, currency, amount_minor having sum(n) <> 0
                        union
                        select id, reverses from reversal where target is null
                    )
                    select 'entry ' || id || ' does not take back ' || reverses from off limit 5
                    """),
            new Rule("every booked payment has its entry, for its amount", """
                    select 'payment ' || p.id from payment p
                      left join journal_entry e on e.id = p.id
                      left join posting d on d.entry_seq = e.seq and d.account_id = p.debtor_account_id
                     where p.status = 'BOOKED' and (d.amount_minor is null or -d.amount_minor <> p.amount_minor) limit 5
                    """),
            new Rule("what a loan's account owes is the principal of the loan", """
                    select 'account ' || a.number || ': balance ' || a.balance_minor || ', principal ' || l.principal_minor
                      from loan_account l join account a on a.id = l.account_id
                     where a.balance_minor <> -l.principal_minor order by a.id limit 5
                    """),
            new Rule("what is set aside for loans is in the books", """
                    select l.currency || ': loans ' || l.provisioned || ', books ' || coalesce(b.balance_minor, 0)
                      from (select currency, sum(provisioned_minor) as provisioned from loan_account group by currency) l
                      left join account a on a.number = '1490-' || l.currency
                      left join account_balance b on b.account_id = a.id
                     where coalesce(b.balance_minor, 0) <> l.provisioned limit 5
                    """),
            new Rule("no payment is booked that is not approved", """
                    select 'payment ' || p.id || ' is ' || p.status || ' and has an entry' from payment p
                      join journal_entry e on e.id = p.id
                     where p.status <> 'BOOKED' limit 5
                    """));

    private final JdbcClient jdbc;
    private final TransactionTemplate snapshot;

    public ProofOfBooks(JdbcClient jdbc, PlatformTransactionManager transactionManager) {
        this.jdbc = jdbc;
        snapshot = new TransactionTemplate(transactionManager);
        snapshot.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
        snapshot.setIsolationLevel(TransactionDefinition.ISOLATION_REPEATABLE_READ);
        snapshot.setReadOnly(true);
    }

    /** A place where the books do not hold. */
    public record Break(String rule, String place) {}

    /**
     * What was proved.
     *
     * @param entries number of journal entries read
     * @param postings number of postings read
     * @param breaks empty if the proof holds; at most five places a rule
     */
    public record Result(long entries, long postings, List<Break> breaks) {
        public boolean holds() {
            return breaks.isEmpty();
        }
    }

    /** Runs every rule on one snapshot of what is committed, so that bookings under way do not look like breaks. */
    public Result check() {
        return snapshot.execute(status -> {
            List<Break> breaks = new ArrayList<>();
            for (int rule = 1; rule <= RULES.size(); rule++) {
                breaks.addAll(check(rule));
            }
            long entries = jdbc.sql("select count(*) from journal_entry")
                    .query(Long.class)
                    .single();
            return new Result(entries, postings(), breaks);
        });
    }

    /** How many rules there are. */
    public static int rules() {
        return RULES.size();
    }

    /**
     * Runs one rule. It is one query, so it sees the books as of one moment by itself.
     *
     * @param rule from 1 to {@link #rules}
     * @return the places where the rule is broken, at most five
     */
    public List<Break> check(int rule) {
        Rule checked = RULES.get(rule - 1);
        return jdbc.sql(checked.query()).query(String.class).list().stream()
                .map(place -> new Break(checked.name(), place))
                .toList();
    }

    /** How many postings there are. */
    public long postings() {
        return jdbc.sql("select count(*) from posting").query(Long.class).single();
    }

    /** Notes that the day was proved, with its control totals. Repeating it is harmless. */
    public void record(LocalDate businessDate) {
        jdbc.sql("""
                        insert into day_proof (business_date, entries, postings, credits_minor)
                        select :day, count(distinct entry_seq), count(*), coalesce(sum(greatest(amount_minor, 0)), :zero)
                          from posting where booking_date = :day
                        on conflict do nothing
                        """).param("day", businessDate).param("zero", BigDecimal.ZERO).update();
    }
}
