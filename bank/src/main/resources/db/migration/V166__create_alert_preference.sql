-- What customers want to be told of their accounts. The alerts themselves are read from the postings that came after the wish.
create table alert_preference (
    account_id      bigint not null references account,
    customer_id     bigint not null references customer,
    kind            text not null check (kind in ('LOW_BALANCE', 'LARGE_PAYMENT', 'MONEY_IN')),
    threshold_minor bigint not null check (threshold_minor > 0),
    after_seq       bigint not null,
    primary key (customer_id, account_id, kind)
);
comment on column alert_preference.after_seq is 'the account''s newest entry when the wish was made: alerts are about later ones';
