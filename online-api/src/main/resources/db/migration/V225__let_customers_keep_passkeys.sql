-- Passkeys of customers (W3C Web Authentication). Spring Security's repository reads and writes this table, by its own names; the
-- login is what the user's handle says in base64url, so that a passkey goes with its login.
create table user_credentials (
    credential_id                text primary key,
    user_entity_user_id          text not null,
    public_key                   bytea not null,
    signature_count              bigint not null,
    uv_initialized               boolean not null,
    backup_eligible              boolean not null,
    authenticator_transports     text not null,
    public_key_credential_type   text not null,
    backup_state                 boolean not null,
    attestation_object           bytea not null,
    attestation_client_data_json bytea not null,
    created                      timestamp not null,
    last_used                    timestamp not null,
    label                        text not null check (length(label) between 1 and 60),
    login_id                     uuid not null references customer_login
        generated always as
            (encode(decode(translate(user_entity_user_id, '-_', '+/') || '==', 'base64'), 'hex')::uuid) stored
);
create index user_credentials_login on user_credentials (login_id);
comment on table user_credentials is 'public keys with which customers sign in; the private ones stay on their devices';
comment on column user_credentials.label is 'how the customer calls the device';
