-- People who may sign in to the console. Passwords are stored as salted hashes with the encoder's prefix.
create table staff (
    username      text primary key check (username ~ '^[a-z][a-z0-9._-]{1,39}$'),
    password_hash text not null,
    roles         text[] not null check (roles <@ array['OPERATOR', 'ANALYST', 'ADMIN'] and cardinality(roles) > 0),
    enabled       boolean not null default true,
    created_at    timestamptz not null default now()
);
