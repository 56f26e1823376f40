-- What cannot be mailed is still owed: a person may have it printed and posted instead, which ends its mail.
alter table mail_outbox drop constraint mail_outbox_state_check;
alter table mail_outbox add constraint mail_outbox_state_check
    check (state in ('QUEUED', 'SENDING', 'SENT', 'FAILED', 'NO_ADDRESS', 'BOUNCED', 'ON_PAPER'));
