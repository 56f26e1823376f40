-- One row per closed day: what was proved before the business date moved.
create table day_proof (
    business_date  date primary key,
    entries        bigint not null,
    postings       bigint not null,
    credits_minor  numeric not null,
    proved_at      timestamptz not null default clock_timestamp()
);
