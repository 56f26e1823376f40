-- Interest earned day by day and not yet posted, and its posting at the end of a period. What was earned on a day is the
-- balance times the rate over 3,650,000 (basis points, 365 days); the sum over a period is taken over balance times rate, which
-- is a whole number, so that nothing is rounded before the one rounding to the posted amount.
create table interest_accrual (
    account_id    bigint not null,
    business_date date not null,
    currency      char(3) not null,
    balance_minor bigint not null,
    rate_bps      integer not null,
    amount_minor  numeric(30, 10) not null,
    primary key (account_id, business_date)
);
comment on column interest_accrual.balance_minor is 'what was booked on or before the business date; positive: the bank owes';
comment on column interest_accrual.amount_minor is 'earned on this one day, in minor units with ten decimals, for reading; postings are computed from balance and rate';

create table interest_capitalisation (
    account_id    bigint not null,
    period_end    date not null,
    currency      char(3) not null,
    accrued_minor numeric(30, 10) not null,
    amount_minor  bigint not null,
    state         text not null check (state in ('BOOKED', 'NOTHING', 'FAILED')),
    reason        text,
    entry_id      uuid,
    primary key (account_id, period_end),
    check ((state = 'BOOKED') = (entry_id is not null)),
    check ((state = 'FAILED') = (reason is not null))
);
create index interest_capitalisation_failed on interest_capitalisation (period_end) where state = 'FAILED';
comment on column interest_capitalisation.accrued_minor is 'all that accrued up to the period''s end since the last capitalisation that did not fail';
comment on column interest_capitalisation.amount_minor is 'accrued, rounded half even to whole minor units, once';
