-- Whom customers pay: an account under the name by which the customer knows its holder, and how that name compared with the holder's.
create table payee (
    id           uuid primary key,
    customer_id  bigint not null references customer,
    account_id   bigint not null references account,
    name         text not null,
    confirmation text not null check (confirmation in ('MATCH', 'CLOSE_MATCH', 'NO_MATCH')),
    added_at     timestamptz not null default clock_timestamp(),
    unique (customer_id, account_id)
);

-- How often a customer asked on a day whether a name is that of an account's holder, so that nobody collects names.
create table name_inquiry (
    customer_id bigint not null references customer,
    asked_on    date not null,
    asked       integer not null,
    primary key (customer_id, asked_on)
);
