-- Requests of persons about what the bank holds on them (GDPR articles 15 and 20), each to be answered within a month. What is gathered
-- is a file that is encrypted; the key to it is here only until it is gathered, and follows from a passphrase of which the bank keeps a
-- hash. A request to be forgotten (article 17) will be another kind.
create table data_request (
    id                bigint generated always as identity primary key,
    customer_id       bigint not null references customer,
    kind              text not null check (kind in ('ACCESS')),
    received_on       date not null,
    due_on            date not null,
    state             text not null check (state in ('RECEIVED', 'GATHERED', 'COLLECTED', 'ENDED')),
    passphrase_sha256 bytea not null check (length(passphrase_sha256) = 32),
    file_key          text,
    content           bytea,
    items             bigint,
    gathered_at       timestamptz,
    link_sha256       bytea unique check (length(link_sha256) = 32),
    link_ends_at      timestamptz,
    wrong_tries       integer not null default 0 check (wrong_tries between 0 and 5),
    check (received_on <= due_on),
    check ((state = 'RECEIVED') = (file_key is not null)),
    check ((state = 'GATHERED') = (content is not null)),
    check (link_sha256 is null or (state = 'GATHERED' and link_ends_at is not null))
);
alter table data_request alter column content set storage external;
create unique index data_request_open on data_request (customer_id, kind) where state in ('RECEIVED', 'GATHERED');
comment on column data_request.due_on is 'a month after it was received (article 12(3))';
comment on column data_request.content is 'a ZIP file under AES-256, until it is collected or kept for too long';
comment on column data_request.items is 'rows and documents in the file';
comment on column data_request.wrong_tries is 'wrong passphrases for the link that is out; the fifth ends it';

create table data_request_step (
    id         bigint generated always as identity primary key,
    request_id bigint not null references data_request,
    at         timestamptz not null default clock_timestamp(),
    step       text not null check (step in ('TAKEN', 'GATHERED', 'NOT_GATHERED', 'LINKED', 'WRONG_TRY', 'LINK_ENDED', 'COLLECTED', 'ENDED')),
    taken_by   text not null
);
create index data_request_step_of on data_request_step (request_id, id);
comment on table data_request_step is 'what was done with a request, when and by whom; only ever added to';
