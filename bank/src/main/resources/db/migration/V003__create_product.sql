-- Conditions of accounts: rates are dated rows, so that a change is a row and history stays true.
create table product (
    code text primary key,
    kind text not null check (kind in ('CURRENT', 'SAVINGS', 'LOAN')),
    name text not null
);
create table product_rate (
    product_code text not null references product,
    valid_from   date not null,
    rate_bps     integer not null check (rate_bps between -10000 and 100000),
    primary key (product_code, valid_from)
);
comment on column product_rate.rate_bps is 'yearly interest in basis points on the account''s balance: credit interest for current and savings, debit interest for loans';
insert into product values
    ('current', 'CURRENT', 'Current account'),
    ('savings', 'SAVINGS', 'Savings account'),
    ('loan', 'LOAN', 'Instalment loan');
insert into product_rate values
    ('current', '1970-01-01', 25),
    ('savings', '1970-01-01', 200),
    ('loan', '1970-01-01', 690);
