-- What the processes of the bank logged while they worked on a run, whichever they were, for those who look at it in the console.
create table run_log (
    run_id  bigint not null,
    n       bigint generated always as identity,
    at      timestamptz not null,
    level   text not null,
    step    text,
    process text not null,
    logger  text not null,
    message text not null,
    error   text,
    primary key (run_id, n)
);
create index run_log_at on run_log using brin (at);
comment on column run_log.step is 'step, or range of one, that was worked on; null between steps';
comment on column run_log.process is 'host and process id';
comment on column run_log.error is 'stack trace, shortened';
