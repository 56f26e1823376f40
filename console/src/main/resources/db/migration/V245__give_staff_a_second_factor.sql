-- Staff sign in with a second factor too: codes of an authenticator app, and backup codes for when the device is lost.
create table staff_second_factor (
    username       text primary key references staff,
    totp_secret    bytea not null,
    totp_last_step bigint not null,
    enrolled_at    timestamptz not null default now()
);
comment on column staff_second_factor.totp_secret is 'encrypted under a key that the database does not hold';
comment on column staff_second_factor.totp_last_step is 'step of the one-time password used last: none is taken twice';

create table staff_backup_code (
    username  text not null references staff,
    code_hash bytea not null,
    used_at   timestamptz,
    primary key (username, code_hash)
);
comment on table staff_backup_code is 'one-time codes for staff whose device is lost; shown once, kept as hashes';
