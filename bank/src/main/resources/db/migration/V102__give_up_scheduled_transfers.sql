-- A transfer that could not be booked may be tried again, or given up for good, when people say so.
alter table scheduled_transfer drop constraint scheduled_transfer_state_check;
alter table scheduled_transfer drop constraint scheduled_transfer_check2;
alter table scheduled_transfer
    add constraint scheduled_transfer_state_check check (state in ('PENDING', 'BOOKED', 'FAILED', 'GIVEN_UP')),
    add constraint scheduled_transfer_reason_check check ((state in ('FAILED', 'GIVEN_UP')) = (reason is not null));
drop index scheduled_transfer_failed;
