-- What is to be sent stands in a narrow table of its own: a mail's own row is written when it is queued and when its sending has ended, and
-- since no index has the columns that change then, no index is written with it. Each row of mail_queue is a mail in state QUEUED.
create table mail_queue (
    mail_id     bigint primary key,
    due_at      timestamptz not null default clock_timestamp(),
    attempts    integer not null default 0 check (attempts >= 0),
    lease_owner text,
    lease_ends  timestamptz,
    check ((lease_owner is null) = (lease_ends is null))
) with (fillfactor = 50);
create index mail_queue_due on mail_queue (due_at);
comment on table mail_queue is 'no reference to mail_outbox: each row is written and removed with the state of its mail, by one statement';
comment on column mail_queue.due_at is 'not to be sent before';
comment on column mail_queue.attempts is 'how often the server was asked to take this mail, a lease as once';
comment on column mail_queue.lease_ends is 'when others may take it, should its owner have died';
insert into mail_queue (mail_id, due_at, attempts, lease_owner, lease_ends)
select id, due_at, attempts, lease_owner, case state when 'SENDING' then due_at end
  from mail_outbox where state in ('QUEUED', 'SENDING');

drop index mail_outbox_due;
drop index mail_outbox_exceptions;
alter table mail_outbox
    add column exceptional boolean not null generated always as (state in ('FAILED', 'NO_ADDRESS', 'BOUNCED')) stored;
create index mail_outbox_exceptional on mail_outbox (id) where exceptional;
comment on column mail_outbox.exceptional is 'a person must see to it; an index on it is not touched by a mail that is merely sent';
comment on column mail_outbox.attempts is 'how often the server had been asked to take this mail when it was sent or given up';

-- The release before this one may still be running. It queues, takes and marks mails in mail_outbox alone: it takes none from now on, as
-- all are due at the end of time there; what it queues, and what becomes of those that it has taken, is carried over to the queue. These
-- triggers, due_at, lease_owner and the state SENDING are to be dropped by the next release.
update mail_outbox set due_at = '9999-12-31Z' where state = 'QUEUED';
comment on column mail_outbox.due_at is 'of the release before';
comment on column mail_outbox.lease_owner is 'of the release before';
create function follow_release_before_in_mail_queue() returns trigger language plpgsql as $$
begin
    if new.state = 'QUEUED' then
        insert into mail_queue (mail_id, due_at, attempts) values (new.id, new.due_at, new.attempts)
        on conflict (mail_id) do update
           set due_at = excluded.due_at, attempts = excluded.attempts, lease_owner = null, lease_ends = null;
        update mail_outbox set due_at = '9999-12-31Z' where id = new.id;
    else
        delete from mail_queue where mail_id = new.id;
    end if;
    return null;
end $$;
create trigger mail_outbox_queued_before after insert on mail_outbox
    for each row when (new.state = 'QUEUED' and new.due_at < '9999-12-31Z')
    execute function follow_release_before_in_mail_queue();
create trigger mail_outbox_changed_before after update on mail_outbox
    for each row when (old.state = 'SENDING' or (new.state = 'QUEUED' and new.due_at < '9999-12-31Z'))
    execute function follow_release_before_in_mail_queue();
