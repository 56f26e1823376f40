-- After how long without its holder's doing an account becomes dormant, by product, and which accounts did; only a person wakes one.
create table product_dormancy (
    product_code text not null references product,
    valid_from   date not null,
    months       integer check (months > 0),
    primary key (product_code, valid_from)
);
comment on column product_dormancy.months is 'null: its accounts never become dormant';

create table account_dormancy (
    account_id     bigint not null references account,
    since          date not null,
    last_active_on date not null,
    woken_on       date,
    woken_by       text,
    reason         text,
    primary key (account_id, since),
    check (last_active_on <= since),
    check ((woken_on is null) = (woken_by is null) and (woken_on is null) = (reason is null))
);
comment on column account_dormancy.since is 'business date whose close made it dormant';
comment on column account_dormancy.last_active_on is 'when its holder last did something with it, or when it was opened or woken';
comment on column account_dormancy.reason is 'what the person who woke it had to go by';
