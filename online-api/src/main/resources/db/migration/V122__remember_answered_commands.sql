-- What commands were answered with, so that one that comes again under the same key gets the same answer and has no effect. A day
-- later the key is free again. The command and its row are one transaction: a second that comes meanwhile waits for the first.
create table answered_command (
    caller       text not null,
    key          text not null,
    request_hash bytea not null,
    status       smallint not null,
    location     text,
    body         text not null,
    answered_at  timestamptz not null default clock_timestamp(),
    primary key (caller, key)
);
create index answered_command_age on answered_command using brin (answered_at);
