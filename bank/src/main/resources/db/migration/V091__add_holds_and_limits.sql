-- Funds reserved on an account, and what else can keep an account from being debited or credited.
create table hold (
    id             uuid primary key,
    account_id     bigint not null references account,
    amount_minor   bigint not null check (amount_minor > 0),
    captured_minor bigint not null default 0 check (captured_minor between 0 and amount_minor),
    currency       char(3) not null,
    narrative      text not null,
    placed_on      date not null,
    expires_on     date not null check (expires_on >= placed_on),
    state          text not null default 'ACTIVE' check (state in ('ACTIVE', 'CAPTURED', 'RELEASED', 'EXPIRED')),
    recorded_at    timestamptz not null,
    ended_at       timestamptz,
    check ((state = 'ACTIVE') = (ended_at is null))
) with (fillfactor = 90);
create index hold_active_account on hold (account_id) where state = 'ACTIVE';
create index hold_active_expiry on hold (expires_on) where state = 'ACTIVE';
comment on column hold.captured_minor is 'what entries have taken of it; while it is active, the rest is reserved';
comment on column hold.expires_on is 'the close of this business date ends it, if nothing has before';

alter table account
    add column held_minor bigint not null default 0 check (held_minor >= 0),
    add column minimum_balance_minor bigint not null default 0 check (minimum_balance_minor >= 0),
    add column debit_blocked boolean not null default false,
    add column credit_blocked boolean not null default false;
alter table account drop constraint account_status_check;
alter table account add constraint account_status_check check (status in ('OPEN', 'DORMANT', 'FROZEN', 'CLOSED'));
alter table account add constraint closed_at_zero check (status <> 'CLOSED' or (balance_minor = 0 and held_minor = 0));
comment on column account.held_minor is 'reserved by active holds, moved by the ledger with them; available is balance less held plus overdraft';
comment on column account.minimum_balance_minor is 'what the holder must leave on the account';

alter table journal_entry add column reverses uuid, add column captures uuid;
create unique index journal_entry_reverses on journal_entry (reverses) where reverses is not null;
create index journal_entry_captures on journal_entry (captures) where captures is not null;
comment on column journal_entry.reverses is 'id of the entry that this one takes back; an entry is reversed at most once';
comment on column journal_entry.captures is 'id of the hold that this entry takes funds from';
