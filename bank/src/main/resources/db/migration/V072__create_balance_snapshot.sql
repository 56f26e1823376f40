-- Balances as each close left them, so that a balance of any day is one row and the few postings after it. Written when a day is
-- sealed, for what moved on it.
create table balance_snapshot (
    account_id    bigint not null,
    business_date date not null,
    balance_minor bigint not null,
    debits_minor  bigint not null check (debits_minor >= 0),
    credits_minor bigint not null check (credits_minor >= 0),
    primary key (account_id, business_date)
);
create index balance_snapshot_date on balance_snapshot using brin (business_date);
comment on table balance_snapshot is 'balance at the close of each business date on which the account moved, by booking date; positive: the bank owes';
comment on column balance_snapshot.debits_minor is 'sum of what the day debited, as a positive amount';

create table value_date_shift (
    account_id    bigint not null,
    business_date date not null,
    value_date    date not null check (value_date <> business_date),
    amount_minor  bigint not null,
    primary key (account_id, business_date, value_date)
);
create index value_date_shift_date on value_date_shift using brin (business_date);
comment on table value_date_shift is 'what a business date booked with another value date, summed by account and value date';

create table ledger_balance (
    business_date date not null,
    code          text not null,
    currency      char(3) not null,
    balance_minor bigint not null,
    debits_minor  bigint not null check (debits_minor >= 0),
    credits_minor bigint not null check (credits_minor >= 0),
    primary key (code, currency, business_date)
);
comment on table ledger_balance is 'the general ledger: balance of each code of the chart at the close of each business date on which it moved; positive: credit';

create trigger balance_snapshot_append_only before update or delete or truncate on balance_snapshot
    for each statement execute function refuse_change();
create trigger value_date_shift_append_only before update or delete or truncate on value_date_shift
    for each statement execute function refuse_change();
create trigger ledger_balance_append_only before update or delete or truncate on ledger_balance
    for each statement execute function refuse_change();
