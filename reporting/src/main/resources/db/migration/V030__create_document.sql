-- What the bank has issued, byte for byte. One document per account, kind and period: a repeated run finds it and makes no
-- second one. The content is compressed already, so it is stored outside the row without another attempt.
create table document (
    id             uuid primary key,
    account_id     bigint not null references account,
    kind           text not null check (kind in ('STATEMENT')),
    period_from    date not null,
    period_to      date not null,
    pages          integer not null check (pages > 0),
    content        bytea not null,
    content_sha256 bytea not null check (length(content_sha256) = 32),
    created_at     timestamptz not null default clock_timestamp(),
    unique (account_id, kind, period_from, period_to),
    check (period_from <= period_to)
);
alter table document alter column content set storage external;
comment on column document.id is 'UUIDv5 of kind, account and period';
comment on column document.period_from is 'first and last day are inclusive';
comment on column document.content is 'a PDF';
