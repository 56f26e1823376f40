-- Staff sign in with passkeys (W3C Web Authentication) instead of password and code.
alter table staff add column handle uuid not null default gen_random_uuid() unique;
comment on column staff.handle is 'what devices know the member by: it says nothing of who it is';

create table staff_passkey (
    credential_id   text primary key,
    username        text not null references staff,
    public_key      bytea not null,
    signature_count bigint not null,
    backup_eligible boolean not null,
    backup_state    boolean not null,
    transports      text[] not null,
    attestation     bytea not null,
    client_data     bytea not null,
    label           text not null check (length(label) between 1 and 60),
    created_at      timestamptz not null,
    last_used_at    timestamptz not null
);
create index staff_passkey_username on staff_passkey (username);
comment on table staff_passkey is 'public keys with which staff sign in; the private ones stay on their devices';
comment on column staff_passkey.credential_id is 'base64url';
comment on column staff_passkey.attestation is 'as the device made it: the library reads the key''s own data in it';
