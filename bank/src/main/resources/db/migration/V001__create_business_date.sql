-- The bank's own calendar position. Bookings and the close agree on it through this one row;
-- both take an advisory lock (shared for booking, exclusive for the close) before they read or move it.
create table business_date (
    only_row       boolean primary key default true check (only_row),
    business_date  date not null,
    accepting_date date not null,
    phase          text not null default 'OPEN' check (phase in ('OPEN', 'DRAINING', 'CLOSING')),
    check (accepting_date = business_date + case phase when 'OPEN' then 0 else 1 end)
);
comment on column business_date.business_date is 'the open day; moved only by close of business';
comment on column business_date.accepting_date is 'the date stamped on payments accepted now';
comment on column business_date.phase is 'OPEN: taking payments; DRAINING: cut off, payments of the day still on their way; CLOSING: the day takes entries of the close only';
