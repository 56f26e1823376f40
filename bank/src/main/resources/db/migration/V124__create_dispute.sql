-- Payments that their payers say were not theirs, or not as they should have been. One a payment.
create table dispute (
    id         uuid primary key,
    payment_id uuid not null unique references payment,
    opened_by  text not null,
    reason     text not null check (reason in ('NOT_ME', 'NOT_RECEIVED', 'WRONG_AMOUNT', 'DUPLICATE')),
    note       text,
    opened_at  timestamptz not null default clock_timestamp()
);
comment on column dispute.opened_by is 'the caller of the API: a customer''s login or a client';
