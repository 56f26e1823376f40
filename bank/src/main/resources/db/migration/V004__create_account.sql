-- Accounts of customers and the bank's own general-ledger accounts. The balance is kept beside the account and moved only
-- by Ledger.book; the proof of books holds it against the sum of the postings. Narrow rows with free space on each page,
-- so that a balance update stays on its page and touches no index.
create table account (
    id                    bigint generated always as identity primary key,
    number                text not null unique,
    kind                  text not null check (kind in ('CURRENT', 'SAVINGS', 'LOAN', 'INTERNAL')),
    product_code          text references product,
    customer_id           bigint references customer,
    currency              char(3) not null,
    status                text not null default 'OPEN' check (status in ('OPEN', 'FROZEN', 'CLOSED')),
    overdraft_limit_minor bigint not null default 0 check (overdraft_limit_minor >= 0),
    name                  text not null,
    opened_on             date not null,
    closed_on             date,
    balance_minor         bigint not null default 0,
    check ((kind = 'INTERNAL') = (customer_id is null)),
    check ((kind = 'INTERNAL') = (product_code is null))
) with (fillfactor = 75);
create index account_customer on account (customer_id) where customer_id is not null;
comment on column account.number is 'IBAN of a customer''s account; ledger code and currency of the bank''s own, such as 1010-USD';
comment on column account.balance_minor is 'sum of the account''s postings; positive: the bank owes';
