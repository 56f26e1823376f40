-- Who the bank deals with. Names and addresses live here and nowhere else, so that they can be found, exported and erased.
create table customer (
    id             bigint generated always as identity primary key,
    reference      text unique,
    name           text not null check (length(name) between 1 and 200),
    email          text,
    postal_address text not null default '',
    language       text not null default 'en',
    created_at     timestamptz not null default now()
);
comment on column customer.reference is 'the key under which another system knows the customer; null where there is none';
comment on column customer.postal_address is 'lines separated by newlines; empty where unknown';
