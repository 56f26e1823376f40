-- A customer may be asked for no second factor on a device for 30 days: it keeps a random token, of which the bank keeps a hash.
create table remembered_device (
    id         uuid primary key,
    login_id   uuid not null references customer_login,
    token_hash bytea not null unique,
    device     text not null,
    address    text not null,
    since      timestamptz not null default clock_timestamp(),
    used_at    timestamptz not null default clock_timestamp()
);
create index remembered_device_login on remembered_device (login_id);
comment on column remembered_device.device is 'what the browser says of itself, cut to 200 characters';
comment on column remembered_device.since is 'when the second factor was given on it; it counts for 30 days from then';

alter table customer_session add column authenticated_at timestamptz;
comment on column customer_session.authenticated_at is
    'when all factors were given last, where the device was remembered; null: when it started. What needs a fresh sign-in asks this';
