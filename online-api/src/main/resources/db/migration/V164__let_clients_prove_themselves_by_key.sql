-- Programs may prove who they are by signing with a key of which the bank knows the public part only, instead of by a secret. What they
-- sign counts once.
alter table oauth_client
    add column public_keys jsonb,
    drop constraint secret_or_redirect,
    add constraint one_proof check (
        (secret_hash is not null)::int + (public_keys is not null)::int + (cardinality(redirect_uris) > 0)::int = 1);
comment on column oauth_client.public_keys is 'JWK set (RFC 7517) of RSA or P-256 keys, without private parts';

create table used_assertion (
    client     text not null,
    jti        text not null,
    expires_at timestamptz not null,
    primary key (client, jti)
);
create index used_assertion_expiry on used_assertion (expires_at);
comment on table used_assertion is 'client assertions (RFC 7523) that were taken, until they expire: none is taken twice';
