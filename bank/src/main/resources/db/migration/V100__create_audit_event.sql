-- Who did what to what, from where, and how it went. Append-only; each event's hash covers the hash of the one before, and
-- audit_head has the newest: so nothing can be changed, taken away or put in between without a check noticing. No personal data:
-- people are named by their user names, accounts by their ids.
create table audit_event (
    seq         bigint primary key,
    recorded_at timestamptz not null,
    actor_kind  text not null check (actor_kind in ('STAFF', 'CLIENT', 'SYSTEM')),
    actor       text not null,
    origin      text not null,
    action      text not null,
    object      text not null,
    account_id  bigint,
    outcome     text not null check (outcome in ('DONE', 'REFUSED', 'FAILED')),
    detail      text not null,
    hash        bytea not null check (length(hash) = 32)
);
create index audit_event_actor on audit_event (actor, seq);
create index audit_event_object on audit_event (object, seq);
create index audit_event_account on audit_event (account_id, seq) where account_id is not null;
create index audit_event_recorded_at on audit_event using brin (recorded_at);
comment on column audit_event.seq is '1, 2, 3 without gaps';
comment on column audit_event.origin is 'address or program that the actor spoke from';
comment on column audit_event.action is 'stable code, such as job.restart';
comment on column audit_event.object is 'what it was done to, such as run 12';
comment on column audit_event.detail is 'what else matters: a code, a reason given; may be empty';
comment on column audit_event.hash is 'SHA-256 of the hash before and of the other columns, see AuditHash';
create trigger audit_event_append_only before update or delete or truncate on audit_event
    for each statement execute function refuse_change();

create table audit_head (
    only_row boolean primary key default true check (only_row),
    seq      bigint not null,
    hash     bytea not null check (length(hash) = 32)
);
insert into audit_head (seq, hash) values (0, decode(repeat('00', 32), 'hex'));
