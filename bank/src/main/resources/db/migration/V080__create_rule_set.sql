-- Every version of the screening rules that was ever in force, whole: a recorded decision names the version that judged it,
-- and can be computed again. The newest is in force.
create table rule_set (
    id           bigint generated always as identity primary key,
    version      text not null unique,
    rules        text not null,
    published_by text not null,
    published_at timestamptz not null default clock_timestamp()
);
