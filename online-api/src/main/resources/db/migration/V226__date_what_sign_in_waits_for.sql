-- A customer who is asked whether an app may come in, and closes the page, leaves a row that no code ends: the retention step deletes it.
alter table oauth2_authorization add column created_at timestamptz not null default now();
comment on column oauth2_authorization.created_at is 'our own: the library writes its columns by name, and leaves this one alone';
