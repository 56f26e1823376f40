-- Journeys that customers told of, so that payments far from home are no surprise. A notice stands as it was told.
create table travel_notice (
    id          uuid primary key,
    customer_id bigint not null references customer,
    country     char(2) not null check (country ~ '^[A-Z]{2}$'),
    from_date   date not null,
    until_date  date not null,
    told_by     text not null,
    told_at     timestamptz not null default clock_timestamp(),
    check (until_date >= from_date)
);
create index travel_notice_customer on travel_notice (customer_id, from_date desc);
comment on column travel_notice.until_date is 'last day of the journey, in UTC as the first';
comment on column travel_notice.told_by is 'the customer''s login, or the client that spoke for the customer';
