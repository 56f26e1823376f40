-- A client changes its secret without a gap: the one before stays valid for a while. A secret may expire.
alter table oauth_client
    add column secret_expires_at timestamptz,
    add column previous_secret_hash text,
    add column previous_until timestamptz,
    add constraint previous_secret check ((previous_secret_hash is null) = (previous_until is null));
comment on column oauth_client.secret_expires_at is 'null: it does not expire';
