-- Every payment that was decided, with the decision and what became of it. The first decision recorded is the one that counts.
create table payment (
    id                  uuid primary key,
    client_id           text not null,
    kind                text not null check (kind in ('CARD_PAYMENT', 'TRANSFER', 'DEPOSIT')),
    debtor_account_id   bigint not null,
    creditor_account_id bigint not null,
    card_id             uuid,
    amount_minor        bigint not null check (amount_minor > 0),
    currency            char(3) not null,
    merchant            text,
    category            text,
    reference           text,
    occurred_at         timestamptz not null,
    accepted_at         timestamptz not null,
    business_date       date not null,
    request_hash        bytea not null,
    status              text not null check (status in ('BOOKED', 'REFUSED', 'DECLINED', 'IN_REVIEW', 'REJECTED')),
    status_reason       text,
    score               smallint not null,
    decision            bytea not null,
    recorded_at         timestamptz not null default clock_timestamp()
);
create index payment_debtor on payment (debtor_account_id, occurred_at desc);
comment on column payment.status_reason is 'stable code for every status but BOOKED and IN_REVIEW';
comment on column payment.decision is 'the PaymentDecided event that was recorded, byte for byte';

create table review_case (
    id         bigint generated always as identity primary key,
    payment_id uuid not null unique references payment,
    state      text not null default 'OPEN' check (state in ('OPEN', 'RELEASED', 'REJECTED')),
    opened_at  timestamptz not null default clock_timestamp(),
    decided_by text,
    decided_at timestamptz,
    note       text,
    check ((state = 'OPEN') = (decided_by is null))
);
create index review_case_open on review_case (id) where state = 'OPEN';
