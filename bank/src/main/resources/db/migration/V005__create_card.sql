-- Cards, found by a keyed hash of the number: the number itself is stored nowhere.
create table card (
    id         uuid primary key,
    account_id bigint not null references account,
    number_mac bytea not null unique check (length(number_mac) = 32),
    last4      char(4) not null,
    status     text not null default 'ACTIVE' check (status in ('ACTIVE', 'BLOCKED'))
);
create index card_account on card (account_id);
comment on column card.number_mac is 'HMAC-SHA256 of the card number under the bank''s card key';
