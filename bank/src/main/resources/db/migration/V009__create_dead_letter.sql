-- What could not be read, whole, until a person has looked at it.
create table dead_letter (
    id               bigint generated always as identity primary key,
    source_topic     text not null,
    source_partition integer not null,
    source_offset    bigint not null,
    key              bytea,
    value            bytea not null,
    reason           text not null,
    received_at      timestamptz not null default clock_timestamp(),
    state            text not null default 'NEW' check (state in ('NEW', 'RESENT', 'DISCARDED')),
    handled_by       text,
    handled_at       timestamptz,
    unique (source_topic, source_partition, source_offset)
);
create index dead_letter_new on dead_letter (id) where state = 'NEW';
