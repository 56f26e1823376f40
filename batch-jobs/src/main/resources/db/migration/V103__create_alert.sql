-- What the watchdog found wrong with the night: once each, and told by mail and webhook until each has taken it.
create table alert (
    id            bigint generated always as identity primary key,
    kind          text not null check (kind in ('LATE', 'FAILED', 'STUCK', 'SLOW')),
    business_date date not null,
    run_id        bigint not null default 0,
    message       text not null,
    raised_at     timestamptz not null,
    mailed_at     timestamptz,
    hooked_at     timestamptz,
    unique (kind, business_date, run_id)
);
create index alert_untold on alert (id) where mailed_at is null or hooked_at is null;
comment on column alert.run_id is 'the run that it is about; 0 for a close that did not run';
comment on column alert.mailed_at is 'when the mail server took it, or when there was nobody to mail to';
comment on column alert.hooked_at is 'when the webhook took it, or when there was none to call';
