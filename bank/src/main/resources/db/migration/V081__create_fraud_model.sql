-- Every fraud model that was ever in force or challenged one, whole, for the same reason. A person promotes it.
create table fraud_model (
    id           bigint generated always as identity primary key,
    version      text not null,
    role         text not null check (role in ('MODEL', 'CHALLENGER')),
    model        text not null,
    published_by text not null,
    published_at timestamptz not null default clock_timestamp()
);
create index fraud_model_version on fraud_model (version);
