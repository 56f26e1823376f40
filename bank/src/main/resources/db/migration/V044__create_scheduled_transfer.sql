-- Transfers that customers ordered for a later date. Each is tried once, on its date; one that cannot be booked stays here
-- with the reason until a person has seen to it.
create table scheduled_transfer (
    id                  bigint generated always as identity primary key,
    debtor_account_id   bigint not null references account,
    creditor_account_id bigint not null references account,
    amount_minor        bigint not null check (amount_minor > 0),
    currency            char(3) not null,
    due_on              date not null,
    narrative           text not null,
    state               text not null default 'PENDING' check (state in ('PENDING', 'BOOKED', 'FAILED')),
    reason              text,
    entry_id            uuid,
    check (debtor_account_id <> creditor_account_id),
    check ((state = 'BOOKED') = (entry_id is not null)),
    check ((state = 'FAILED') = (reason is not null))
);
create index scheduled_transfer_pending on scheduled_transfer (due_on) where state = 'PENDING';
create index scheduled_transfer_failed on scheduled_transfer (due_on) where state = 'FAILED';
