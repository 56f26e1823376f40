-- Transfers that customers ordered to be made again and again. Each occurrence becomes a scheduled transfer in the night of its
-- day; what happens when there are no funds for it is the holder's choice, kept with the order.
create table standing_order (
    id                  bigint generated always as identity primary key,
    debtor_account_id   bigint not null references account,
    creditor_account_id bigint not null references account,
    amount_minor        bigint not null check (amount_minor > 0),
    currency            char(3) not null,
    narrative           text not null,
    rhythm              text not null check (rhythm in ('WEEKLY', 'MONTHLY', 'LAST_BUSINESS_DAY')),
    first_on            date not null,
    last_on             date,
    times               integer check (times > 0),
    calendar            text not null,
    without_funds       text not null check (without_funds in ('RETRY', 'SKIP', 'CANCEL')),
    retry_days          integer not null check (retry_days > 0),
    made                integer not null default 0 check (made >= 0),
    next_on             date,
    state               text not null default 'ACTIVE' check (state in ('ACTIVE', 'ENDED', 'CANCELLED')),
    check (debtor_account_id <> creditor_account_id),
    check (last_on is null or last_on >= first_on),
    check ((state = 'ACTIVE') = (next_on is not null))
);
create index standing_order_next on standing_order (next_on) where next_on is not null;
comment on column standing_order.first_on is 'the first occurrence; its weekday or day of the month is that of the others, where the month has it';
comment on column standing_order.last_on is 'no occurrence is later; null: no end';
comment on column standing_order.times is 'how many occurrences there are at most; null: no end';
comment on column standing_order.calendar is 'code of the calendar; an occurrence on no business day is booked on the next';
comment on column standing_order.retry_days is 'business days on which an occurrence is tried, with RETRY';
comment on column standing_order.made is 'occurrences that became scheduled transfers';

alter table scheduled_transfer
    add column standing_order_id bigint references standing_order,
    add column ordered_for date,
    add column tries integer not null default 0,
    add check ((standing_order_id is null) = (ordered_for is null)),
    add unique (standing_order_id, ordered_for);
