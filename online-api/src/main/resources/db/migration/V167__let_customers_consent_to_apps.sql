-- Apps of others get tokens for a customer only by what the customer has consented to, until the customer takes it back.
alter table oauth_client
    add column asks_consent boolean not null default false,
    add constraint apps_ask_consent check (not asks_consent or cardinality(redirect_uris) > 0);

create table consent (
    login_id  uuid not null references customer_login,
    client_id text not null references oauth_client,
    scopes    text[] not null,
    given_at  timestamptz not null default clock_timestamp(),
    primary key (login_id, client_id)
);
