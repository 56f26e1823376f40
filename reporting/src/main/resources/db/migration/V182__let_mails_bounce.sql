-- A mail that a server has accepted may still come back: a delivery status notification (RFC 3464) in the mailbox of the sender says so.
alter table mail_outbox drop constraint mail_outbox_state_check;
alter table mail_outbox add constraint mail_outbox_state_check
    check (state in ('QUEUED', 'SENDING', 'SENT', 'FAILED', 'NO_ADDRESS', 'BOUNCED'));
alter table mail_outbox drop constraint mail_outbox_check1;
alter table mail_outbox add constraint mail_outbox_sent check ((state in ('SENT', 'BOUNCED')) = (sent_at is not null));
drop index mail_outbox_exceptions;
create index mail_outbox_exceptions on mail_outbox (id) where state in ('FAILED', 'NO_ADDRESS', 'BOUNCED');
