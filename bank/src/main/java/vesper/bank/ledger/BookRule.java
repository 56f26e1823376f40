package vesper.bank.ledger;

import java.util.List;

/**
 * A rule of the books.
 *
 * @param scope what it can be held against a stretch of
 * @param query finds the places that break it, one text each, at most five, in the ids greater than {@code :after} and not greater
 *     than {@code :upTo}, unless its scope is the whole
 */
record BookRule(String name, Scope scope, String query) {
    /** What the ids of a stretch are of. */
    enum Scope {
        ENTRIES,
        ACCOUNTS,
        /** The rule is about everything at once. */
        WHOLE
    }

    /** All rules. A new one comes last: the keys of {@link ProofParts} count on the order. */
    static final List<BookRule> ALL = List.of(
            new BookRule("every entry balances", Scope.ENTRIES, """
                    select 'entry ' || e.id || ': postings are off by ' || b.off || ' ' || b.currency || ' minor units'
                      from (select entry_seq, currency, sum(amount_minor) as off from posting
                             where entry_seq > :after and entry_seq <= :upTo
                             group by entry_seq, currency having sum(amount_minor) <> 0) b
                      left join journal_entry e on e.seq = b.entry_seq order by b.entry_seq limit 5
                    """),
            new BookRule("every entry has postings, and every posting its entry", Scope.ENTRIES, """
                    select coalesce('entry ' || e.id || ' has no postings',
                                    'posting ' || p.entry_seq || ' on account ' || p.account_id || ' has no entry')
                      from (select seq, id from journal_entry where seq > :after and seq <= :upTo) e
                      full join (select entry_seq, min(account_id) as account_id from posting
                                  where entry_seq > :after and entry_seq <= :upTo group by entry_seq) p
                        on p.entry_seq = e.seq
                     where e.seq is null or p.entry_seq is null limit 5
                    """),
            new BookRule("dates of a posting are those of its entry", Scope.ENTRIES, """
                    select 'posting ' || p.entry_seq || '/' || p.leg || ' on account ' || p.account_id
                      from posting p join journal_entry e on e.seq = p.entry_seq
                     where p.entry_seq > :after and p.entry_seq <= :upTo and e.seq > :after and e.seq <= :upTo
                       and (e.booking_date <> p.booking_date or e.value_date <> p.value_date) limit 5
                    """),
            new BookRule("currency of a posting is that of its account", Scope.ACCOUNTS, """
                    select 'posting ' || p.entry_seq || '/' || p.leg || ' on account ' || p.account_id
                      from posting p
                      left join (select id, currency from account where id > :after and id <= :upTo) a
                        on a.id = p.account_id
                     where p.account_id > :after and p.account_id <= :upTo
                       and (a.id is null or a.currency <> p.currency) limit 5
                    """),
            new BookRule("every balance is the sum of its postings", Scope.ACCOUNTS, """
                    select 'account ' || a.number || ': balance ' || b.balance_minor || ', postings '
                           || coalesce(p.total, 0)
                      from account a
                      join account_balance b on b.account_id = a.id
                      left join (select account_id, sum(amount_minor) as total from posting
                                  where account_id > :after and account_id <= :upTo group by account_id) p
                        on p.account_id = a.id
                     where a.id > :after and a.id <= :upTo and b.account_id > :after and b.account_id <= :upTo
                       and b.balance_minor <> coalesce(p.total, 0) order by a.id limit 5
                    """),
            new BookRule("every running balance follows from the one before", Scope.ACCOUNTS, """
                    select 'account ' || account_id || ', posting ' || entry_seq || '/' || leg
                      from (select account_id, entry_seq, leg, balance_after_minor,
                                   sum(amount_minor) over (partition by account_id order by entry_seq, leg) as replayed
                              from posting where account_id > :after and account_id <= :upTo
                               and account_id <> all(array(select id from account where kind = 'INTERNAL'))) p
                     where balance_after_minor is not null and balance_after_minor <> replayed limit 5
                    """),
            new BookRule("all accounts together are zero in each currency", Scope.WHOLE, """
                    select currency || ': ' || sum(total)
                      from (select currency, sum(balance_minor) as total from account
                             where kind <> 'INTERNAL' group by currency
                            union all
                            select a.currency, sum(p.balance_minor)
                              from own_balance_part p join account a on a.id = p.account_id group by a.currency) totals
                     group by currency having sum(total) <> 0
                    """),
            new BookRule("what is held on an account is what its active holds reserve", Scope.ACCOUNTS, """
                    select 'account ' || a.number || ': held ' || a.held_minor || ', holds ' || coalesce(h.reserved, 0)
                      from account a
                      left join (select account_id, sum(amount_minor - captured_minor) as reserved
                                   from hold where state = 'ACTIVE' and account_id > :after and account_id <= :upTo
                                  group by account_id) h on h.account_id = a.id
                     where a.id > :after and a.id <= :upTo
                       and a.held_minor <> coalesce(h.reserved, 0) order by a.id limit 5
                    """),
            new BookRule("what is captured of a hold is what entries took of it", Scope.WHOLE, """
                    select 'hold ' || h.id || ': captured ' || h.captured_minor || ', entries ' || coalesce(t.taken, 0)
                      from hold h
                      left join (select e.captures, -sum(p.amount_minor) as taken
                                   from journal_entry e join hold on hold.id = e.captures
                                   join posting p on p.entry_seq = e.seq and p.account_id = hold.account_id
                                  group by e.captures) t on t.captures = h.id
                     where h.captured_minor <> coalesce(t.taken, 0) limit 5
                    """),
            new BookRule("a reversal takes back its entry, posting by posting", Scope.ENTRIES, """
                    with reversal as (
                        select r.id, r.reverses, r.seq, e.seq as target
                          from journal_entry r left join journal_entry e on e.id = r.reverses
                         where r.reverses is not null and r.seq > :after and r.seq <= :upTo
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
            new BookRule("every booked payment has its entry, for its amount", Scope.WHOLE, """
                    select 'payment ' || p.id from payment p
                      left join journal_entry e on e.id = p.id
                      left join posting d on d.entry_seq = e.seq and d.account_id = p.debtor_account_id
                     where p.status = 'BOOKED' and (d.amount_minor is null or -d.amount_minor <> p.amount_minor) limit 5
                    """),
            new BookRule("what a loan's account owes is the principal of the loan", Scope.ACCOUNTS, """
                    select 'account ' || a.number || ': balance ' || a.balance_minor || ', principal ' || l.principal_minor
                      from loan_account l join account a on a.id = l.account_id
                     where l.account_id > :after and l.account_id <= :upTo and a.id > :after and a.id <= :upTo
                       and a.balance_minor <> -l.principal_minor order by a.id limit 5
                    """),
            new BookRule("what is set aside for loans is in the books", Scope.WHOLE, """
                    select l.currency || ': loans ' || l.provisioned || ', books ' || coalesce(b.balance_minor, 0)
                      from (select currency, sum(provisioned_minor) as provisioned from loan_account group by currency) l
                      left join account a on a.number = '1490-' || l.currency
                      left join account_balance b on b.account_id = a.id
                     where coalesce(b.balance_minor, 0) <> l.provisioned limit 5
                    """),
            new BookRule("no payment is booked that is not approved", Scope.WHOLE, """
                    select 'payment ' || p.id || ' is ' || p.status || ' and has an entry' from payment p
                      join journal_entry e on e.id = p.id
                     where p.status <> 'BOOKED' limit 5
                    """));
}
