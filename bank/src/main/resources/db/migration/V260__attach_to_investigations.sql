-- What analysts attach to an investigation: letters, pictures of screens. Kept whole and never changed; the same file twice is one.
create table investigation_attachment (
    id               bigint generated always as identity primary key,
    investigation_id bigint not null references investigation,
    name             text not null check (char_length(name) between 1 and 120),
    kind             text not null check (kind in ('PDF', 'PNG', 'JPEG', 'TEXT')),
    content          bytea not null check (octet_length(content) between 1 and 5242880),
    sha256           bytea not null generated always as (sha256(content)) stored,
    attached_by      text not null,
    attached_at      timestamptz not null default clock_timestamp(),
    unique (investigation_id, sha256)
);
alter table investigation_attachment alter column content set storage external;
create trigger investigation_attachment_append_only before update or delete or truncate on investigation_attachment
    for each statement execute function refuse_change();
comment on column investigation_attachment.kind is 'what its bytes begin with, whatever its name says';
