-- Programs that may call the online API. The secret is 32 random bytes, shown once when the client is registered;
-- only its hash is kept.
create table oauth_client (
    client_id   text primary key check (client_id ~ '^[a-z0-9][a-z0-9._-]{1,63}$'),
    secret_hash text not null,
    scopes      text[] not null check (cardinality(scopes) > 0),
    enabled     boolean not null default true,
    created_at  timestamptz not null default now()
);
comment on column oauth_client.enabled is 'false: gets no more tokens; those it has run out within minutes';
