-- Transfers from accounts on which two must sign: each waits for a second holder, and goes the way of all payments once approved. Its
-- idempotency key there follows from its id, so that sending it again has no further effect.
create table joint_payment (
    id                  uuid primary key,
    debtor_account_id   bigint not null references account,
    creditor_account_id bigint not null references account,
    amount_minor        bigint not null check (amount_minor > 0),
    currency            char(3) not null,
    narrative           text not null,
    asked_by            bigint not null references customer,
    login               text not null,
    asked_at            timestamptz not null default clock_timestamp(),
    expires_at          timestamptz not null,
    state               text not null default 'WAITING' check (state in ('WAITING', 'APPROVED', 'SENT', 'REJECTED', 'REFUSED')),
    decided_by          bigint references customer,
    decided_at          timestamptz,
    payment_id          uuid,
    reason              text,
    check (debtor_account_id <> creditor_account_id),
    check ((state = 'WAITING') = (decided_by is null)),
    check ((decided_by is null) = (decided_at is null)),
    check (state not in ('APPROVED', 'SENT') or decided_by <> asked_by),
    check ((state = 'SENT') = (payment_id is not null)),
    check ((state = 'REFUSED') = (reason is not null))
);
create index joint_payment_debtor on joint_payment (debtor_account_id, asked_at);
create index joint_payment_unsent on joint_payment (decided_at) where state = 'APPROVED';
comment on column joint_payment.login is 'of who asked for it: the payment is sent in its name';
comment on column joint_payment.state is 'APPROVED: not known to be sent yet; REFUSED: approved, and then not taken';
