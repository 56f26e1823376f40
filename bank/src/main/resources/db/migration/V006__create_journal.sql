-- The journal: append-only, every entry balanced. No foreign keys from postings: Ledger.book has locked the accounts and
-- inserts entry and postings in one statement, and the proof of books checks the rest; row-by-row checks would halve its speed.
create sequence journal_entry_seq;
create table journal_entry (
    seq          bigint primary key,
    id           uuid not null unique,
    kind         text not null,
    booking_date date not null,
    value_date   date not null,
    recorded_at  timestamptz not null,
    narrative    text not null,
    fingerprint  bytea not null
);
create index journal_entry_booking_date on journal_entry using brin (booking_date);
comment on column journal_entry.id is 'given by the caller; the same id is booked once';
comment on column journal_entry.fingerprint is 'SHA-256 of kind and legs, first 16 bytes: tells a repeat from another entry under the same id';

create table posting (
    account_id          bigint not null,
    entry_seq           bigint not null,
    leg                 smallint not null,
    amount_minor        bigint not null check (amount_minor <> 0),
    currency            char(3) not null,
    booking_date        date not null,
    value_date          date not null,
    balance_after_minor bigint,
    primary key (account_id, entry_seq, leg)
);
create index posting_entry on posting using brin (entry_seq) with (pages_per_range = 16);
create index posting_booking_date on posting using brin (booking_date);
comment on column posting.amount_minor is 'positive credits the account, negative debits it';
comment on column posting.balance_after_minor is 'the account''s balance after this posting; null on the bank''s own accounts, whose balances move once a batch';

create function refuse_change() returns trigger language plpgsql as $$
begin
    raise exception '% is append-only: correct with a reversal', tg_table_name using errcode = 'restrict_violation';
end $$;
create trigger journal_entry_append_only before update or delete or truncate on journal_entry
    for each statement execute function refuse_change();
create trigger posting_append_only before update or delete or truncate on posting
    for each statement execute function refuse_change();

create function refuse_unbalanced() returns trigger language plpgsql as $$
declare
    bad record;
begin
    select entry_seq, currency, sum(amount_minor) as off into bad
      from added group by entry_seq, currency having sum(amount_minor) <> 0 limit 1;
    if found then
        raise exception 'entry % is off by % % (minor units)', bad.entry_seq, bad.off, bad.currency
            using errcode = 'check_violation';
    end if;
    return null;
end $$;
create trigger posting_balanced after insert on posting
    referencing new table as added for each statement execute function refuse_unbalanced();
