-- Mails on their way to customers: one per customer and document, ever. A worker takes rows by moving them to SENDING with
-- a lease; a row whose lease ended without a mark is taken again and sent under the same Message-ID, so that a receiver
-- can tell the repeat.
create table mail_outbox (
    id          bigint generated always as identity primary key,
    customer_id bigint not null references customer,
    document_id uuid not null references document,
    recipient   text not null,
    subject     text not null,
    message_id  text not null unique,
    state       text not null check (state in ('QUEUED', 'SENDING', 'SENT', 'FAILED', 'NO_ADDRESS')),
    attempts    integer not null default 0 check (attempts >= 0),
    due_at      timestamptz not null default clock_timestamp(),
    lease_owner text,
    created_at  timestamptz not null default clock_timestamp(),
    sent_at     timestamptz,
    last_error  text,
    unique (customer_id, document_id),
    check ((state = 'SENDING') = (lease_owner is not null)),
    check ((state = 'SENT') = (sent_at is not null))
) with (fillfactor = 80);
create index mail_outbox_due on mail_outbox (due_at) where state in ('QUEUED', 'SENDING');
create index mail_outbox_exceptions on mail_outbox (id) where state in ('FAILED', 'NO_ADDRESS');
comment on column mail_outbox.recipient is 'address at the time of queueing; empty if the customer had none';
comment on column mail_outbox.due_at is 'QUEUED: not to be sent before; SENDING: end of the lease';
comment on column mail_outbox.attempts is 'how often the server was asked to take this mail';
