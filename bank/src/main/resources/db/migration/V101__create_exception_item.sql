-- What the bank could not do and a person must see to: one row an item, from when it was first tried in vain until somebody, or a
-- later night, has closed it. A money item is given up only by two people.
create table exception_item (
    id            bigint generated always as identity primary key,
    business_date date not null,
    step          text not null,
    item_key      bigint not null,
    item          text not null,
    account_id    bigint,
    due_on        date not null,
    amount_minor  bigint not null check (amount_minor >= 0),
    currency      char(3),
    reason        text not null,
    money         boolean not null,
    tried_again   boolean not null,
    tries         integer not null default 1 check (tries > 0),
    state         text not null default 'OPEN'
                  check (state in ('OPEN', 'SKIP_PROPOSED', 'FIX_PROPOSED', 'SKIPPED', 'FIXED', 'DONE')),
    proposed_by   text,
    note          text,
    closed_by     text,
    raised_at     timestamptz not null default clock_timestamp(),
    changed_at    timestamptz not null default clock_timestamp(),
    check ((amount_minor = 0) or (currency is not null)),
    check (state not in ('SKIP_PROPOSED', 'FIX_PROPOSED') or (proposed_by is not null and note is not null)),
    check (state not in ('SKIPPED', 'FIXED') or (closed_by is not null and note is not null)),
    check (not money or state not in ('SKIPPED', 'FIXED') or (proposed_by is not null and proposed_by <> closed_by))
);
create unique index exception_item_open on exception_item (step, item_key)
    where state in ('OPEN', 'SKIP_PROPOSED', 'FIX_PROPOSED');
create index exception_item_waiting on exception_item (business_date, step)
    where state in ('OPEN', 'SKIP_PROPOSED', 'FIX_PROPOSED');
comment on column exception_item.business_date is 'day whose close, or on which a worker, last tried it in vain';
comment on column exception_item.item_key is 'names the item within the step';
comment on column exception_item.item is 'the same for people, such as transfer 3';
comment on column exception_item.money is 'whether money has not moved that should have';
comment on column exception_item.tried_again is 'whether a coming night tries it again without being asked';
comment on column exception_item.note is 'why it was skipped, or how it was fixed';
