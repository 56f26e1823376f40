-- What having an account costs a month, by product, and when it costs nothing; dated rows, as rates are. What became of the fee of
-- each account and month is kept, also where nothing was charged, so that a holder can be told why.
create table product_fee (
    product_code               text not null references product,
    currency                   char(3) not null,
    valid_from                 date not null,
    amount_minor               bigint not null check (amount_minor >= 0),
    waived_from_balance_minor  bigint check (waived_from_balance_minor > 0),
    waived_from_incoming_minor bigint check (waived_from_incoming_minor > 0),
    primary key (product_code, currency, valid_from)
);
comment on column product_fee.amount_minor is 'a month; zero: none from that day on';
comment on column product_fee.waived_from_balance_minor is 'a balance at the month''s end from which nothing is charged; null: whatever the balance';
comment on column product_fee.waived_from_incoming_minor is 'transfers and deposits received in the month from which nothing is charged; null: whatever comes in';

create table account_fee (
    account_id   bigint not null,
    period_end   date not null,
    currency     char(3) not null,
    amount_minor bigint not null check (amount_minor > 0),
    state        text not null check (state in ('BOOKED', 'WAIVED', 'FAILED', 'GIVEN_UP')),
    reason       text,
    entry_id     uuid,
    primary key (account_id, period_end),
    check ((state = 'BOOKED') = (entry_id is not null)),
    check ((state = 'BOOKED') = (reason is null))
);
comment on column account_fee.reason is 'why it was waived, or why the ledger refused it';
