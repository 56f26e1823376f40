-- What staff may do changes by four eyes: an administrator proposes, another decides, and the member concerned does neither.
create table staff_role_version (
    username    text not null references staff,
    version     integer not null check (version > 0),
    roles       text[] not null check (roles <@ array['OPERATOR', 'ANALYST', 'UNDERWRITER', 'ADMIN']),
    proposed_by text not null,
    proposed_at timestamptz not null default clock_timestamp(),
    checked_by  text,
    checked_at  timestamptz,
    approved    boolean,
    primary key (username, version),
    check ((checked_by is null) = (checked_at is null)),
    check ((checked_by is null) = (approved is null)),
    check (checked_by <> proposed_by),
    check (proposed_by <> 'staff:' || username),
    check (checked_by <> 'staff:' || username)
);
create unique index staff_role_version_waiting on staff_role_version (username) where checked_by is null;
comment on column staff_role_version.roles is 'none: the member may not sign in any more';
