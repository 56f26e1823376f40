-- Customers who sign in for themselves: by a name, a password and a second factor. The bank hands each a code to enrol with;
-- a sign-in is a session, which the tokens made in it name, so that ending the session ends them.
create table customer_login (
    id             uuid primary key,
    customer_id    bigint not null unique references customer,
    name           text not null unique check (name ~ '^[a-z0-9][a-z0-9._@+-]{3,63}$'),
    password_hash  text not null,
    totp_secret    bytea not null,
    totp_last_step bigint not null default -1,
    enabled        boolean not null default true,
    created_at     timestamptz not null default now()
);
comment on column customer_login.id is 'the subject that tokens name';
comment on column customer_login.totp_secret is 'encrypted under a key that the database does not hold';
comment on column customer_login.totp_last_step is 'step of the one-time password used last: none is taken twice';

create table customer_enrolment (
    code_hash   bytea primary key,
    customer_id bigint not null references customer,
    expires_at  timestamptz not null,
    used_at     timestamptz
);

create table backup_code (
    login_id  uuid not null references customer_login,
    code_hash bytea not null,
    used_at   timestamptz,
    primary key (login_id, code_hash)
);
comment on table backup_code is 'one-time codes for a customer whose device is lost; shown once, kept as hashes';

create table customer_session (
    id         uuid primary key,
    login_id   uuid not null references customer_login,
    started_at timestamptz not null default clock_timestamp(),
    address    text not null,
    device     text not null,
    ended_at   timestamptz
);
create index customer_session_active on customer_session (login_id) where ended_at is null;
comment on column customer_session.device is 'what the browser says of itself, cut to 200 characters';
