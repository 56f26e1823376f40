-- Interest is accrued on what is booked by the end of a day. What is booked later with a value date before changes the interest of
-- the days between, which is posted as an adjustment dated on the day that it is made.
create table interest_adjustment (
    account_id    bigint not null references account,
    up_to_place   bigint not null,
    adjusted_on   date not null,
    from_date     date not null,
    to_date       date not null check (to_date >= from_date),
    currency      char(3) not null,
    credit_weight numeric not null,
    debit_weight  numeric not null,
    credit_minor  bigint not null,
    debit_minor   bigint not null,
    primary key (account_id, up_to_place)
);
comment on column interest_adjustment.up_to_place is 'entries of the account up to this place in the journal are adjusted for';
comment on column interest_adjustment.from_date is 'first day whose interest changed; to_date is the last';
comment on column interest_adjustment.credit_weight is 'by how much the day weights of interest on positive balances changed: minor units times basis points, summed over the days; debit_weight: on overdrawn ones';
comment on column interest_adjustment.credit_minor is 'posted: what all weights of the account so far come to, rounded half even, less what was posted before';
create trigger interest_adjustment_append_only before update or delete or truncate on interest_adjustment
    for each statement execute function refuse_change();

create index posting_backdated on posting (account_id, entry_seq) where value_date < booking_date;
