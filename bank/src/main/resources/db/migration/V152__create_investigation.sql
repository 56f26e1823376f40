-- The open cases of one customer are worked on together, by one analyst at a time: an investigation. Its steps are append-only.
create table review_policy (
    valid_from      timestamptz primary key,
    four_eyes_minor bigint not null check (four_eyes_minor > 0),
    due_after       interval not null check (due_after > interval '0'),
    most_assigned   int not null check (most_assigned > 0)
);
comment on table review_policy is 'the row with the latest valid_from that is not in the future counts';
comment on column review_policy.four_eyes_minor is 'a payment of this amount or more, in minor units of its currency, is decided by two analysts';
comment on column review_policy.due_after is 'time from the first case of an investigation until it is due';
comment on column review_policy.most_assigned is 'open investigations that one analyst is given at most';
insert into review_policy values ('2000-01-01T00:00:00Z', 1000000, interval '4 hours', 20);

create table investigation (
    id           bigint generated always as identity primary key,
    customer_id  bigint not null references customer,
    state        text not null default 'OPEN' check (state in ('OPEN', 'CLOSED')),
    opened_at    timestamptz not null,
    due_at       timestamptz not null,
    assigned_to  text,
    escalated_at timestamptz,
    closed_at    timestamptz,
    check ((state = 'CLOSED') = (closed_at is not null))
);
create unique index investigation_open on investigation (customer_id) where state = 'OPEN';
create index investigation_due on investigation (due_at) where state = 'OPEN';

alter table review_case
    add column investigation_id bigint references investigation,
    add column device           text,
    add column proposed_state   text check (proposed_state in ('RELEASED', 'REJECTED')),
    add column proposed_by      text,
    add check ((proposed_state is null) = (proposed_by is null)),
    add check (state = 'OPEN' or proposed_by is null or proposed_by <> decided_by);
create index review_case_investigation on review_case (investigation_id);
create index review_case_device on review_case (device) where device is not null;
comment on column review_case.device is 'that of the payment, so that others who used it are found';
comment on column review_case.proposed_by is 'the first of the two analysts that a high amount takes';

create table investigation_step (
    id               bigint generated always as identity primary key,
    investigation_id bigint not null references investigation,
    case_id          bigint references review_case,
    action           text not null,
    taken_by         text not null,
    taken_at         timestamptz not null default clock_timestamp(),
    note             text not null
);
create index investigation_step_investigation on investigation_step (investigation_id, id);
create trigger investigation_step_append_only before update or delete or truncate on investigation_step
    for each statement execute function refuse_change();
