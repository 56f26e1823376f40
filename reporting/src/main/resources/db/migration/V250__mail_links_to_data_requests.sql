-- The link to what a person asked for under data protection law goes out by mail too, once the file waits. Such a mail brings no document:
-- its row names the request, and the link is made when the mail is sent, so that what opens anything is in no table. A mail whose file was
-- collected or dropped before it went out is withdrawn.
alter table mail_outbox
    alter column document_id drop not null,
    add column data_request_id bigint unique references data_request,
    add constraint mail_outbox_brings check (num_nonnulls(document_id, data_request_id) = 1);
alter table mail_outbox drop constraint mail_outbox_state_check;
alter table mail_outbox add constraint mail_outbox_state_check
    check (state in ('QUEUED', 'SENDING', 'SENT', 'FAILED', 'NO_ADDRESS', 'BOUNCED', 'ON_PAPER', 'WITHDRAWN'));
comment on column mail_outbox.data_request_id is 'the request whose file the mail has a link to; null if it brings a document';
alter table data_request_step drop constraint data_request_step_step_check;
alter table data_request_step add constraint data_request_step_step_check check (step in
    ('TAKEN', 'GATHERED', 'NOT_GATHERED', 'MAIL_QUEUED', 'LINKED', 'WRONG_TRY', 'LINK_ENDED', 'COLLECTED', 'ENDED'));
