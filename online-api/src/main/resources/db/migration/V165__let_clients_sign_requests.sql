-- A client with keys may be asked to sign each request as well (RFC 9421), so that a token alone opens nothing.
alter table oauth_client
    add column signs_requests boolean not null default false,
    add constraint signs_with_keys check (not signs_requests or public_keys is not null);
alter table used_assertion rename to used_once;
alter table used_once rename column jti to id;
alter index used_assertion_expiry rename to used_once_expiry;
comment on table used_once is 'assertions and signatures of clients that were taken, until they expire: none is taken twice';
