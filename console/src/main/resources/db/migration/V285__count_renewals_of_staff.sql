-- Sessions of a member of staff end when what the member signs in with is renewed: a session keeps how often that had been.
alter table staff add column renewals integer not null default 0;
comment on column staff.renewals is 'how often password, second factor and passkeys were renewed; sessions of before have ended';
