-- A second factor beside the authenticator app: codes that go to a contact which the customer has proven to read.
create table sign_in_contact (
    login_id     uuid not null references customer_login,
    channel      text not null check (channel in ('EMAIL', 'SMS')),
    contact      text not null check (length(contact) between 3 and 254),
    confirmed_at timestamptz not null default clock_timestamp(),
    primary key (login_id, channel)
);
comment on table sign_in_contact is 'where codes go to: told by the customer when signing in was moments ago, not by the bank';
comment on column sign_in_contact.contact is 'a mail address, or a telephone number in E.164';

create table sent_code (
    id        uuid primary key,
    login_id  uuid not null references customer_login,
    purpose   text not null check (purpose in ('SIGN_IN', 'CONTACT')),
    channel   text not null check (channel in ('EMAIL', 'SMS')),
    contact   text not null,
    code_hash bytea not null,
    sent_at   timestamptz not null default clock_timestamp(),
    tries     integer not null default 0 check (tries between 0 and 5),
    taken_at  timestamptz
);
create index sent_code_login on sent_code (login_id, sent_at);
create index sent_code_contact on sent_code (contact, sent_at);
comment on table sent_code is 'codes on their way; those of the last day also say how many went out';
comment on column sent_code.id is 'known to the server alone: a code is good only where it was asked for';
comment on column sent_code.code_hash is 'under a key that the database does not hold';
