-- The bank's own accounts are on one side of most entries, so one row for each balance would make all commits wait for each
-- other. Their balances are kept in parts: a booking adds to a part that nobody else is adding to, and the balance is the sum.
create table own_balance_part (
    account_id    bigint not null references account,
    part          smallint not null,
    balance_minor bigint not null default 0,
    primary key (account_id, part)
) with (fillfactor = 50);
comment on table own_balance_part is 'balances of the bank''s own accounts, in parts; only their sum means something';

create function give_balance_parts() returns trigger language plpgsql as $$
begin
    insert into own_balance_part (account_id, part, balance_minor)
    select new.id, part, 0 from generate_series(0, 31) part;
    return null;
end $$;
create trigger account_balance_parts after insert on account for each row
    when (new.kind = 'INTERNAL') execute function give_balance_parts();

insert into own_balance_part (account_id, part, balance_minor)
select id, part, case part when 0 then balance_minor else 0 end
  from account, generate_series(0, 31) part where kind = 'INTERNAL';
update account set balance_minor = 0 where kind = 'INTERNAL';
alter table account add constraint own_balance_in_parts check (kind <> 'INTERNAL' or balance_minor = 0);
comment on column account.balance_minor is
    'of a customer''s account: the sum of its postings, positive: the bank owes; of the bank''s own accounts zero, see account_balance';

create view account_balance as
select id as account_id, kind, currency,
       case kind when 'INTERNAL'
            then (select sum(balance_minor)::bigint from own_balance_part part where part.account_id = account.id)
            else balance_minor end as balance_minor
  from account;
comment on view account_balance is 'the balance of every account: the sum of its postings; positive: the bank owes';
