-- A link by which something is handed out once: what a person asked for under data protection law, or a document that a mail tells of.
-- What it leads to is kept by the hash of 256 random bits; the row goes with the link. Those that were out go on.
create table one_time_link (
    token_sha256 bytea primary key check (length(token_sha256) = 32),
    purpose      text not null check (purpose in ('DATA_REQUEST', 'DOCUMENT')),
    target       text not null,
    ends_at      timestamptz not null,
    wrong_tries  integer not null default 0 check (wrong_tries between 0 and 4)
);
comment on column one_time_link.target is 'id of the data request or of the document';
comment on column one_time_link.wrong_tries is 'wrong secrets so far; the fifth ends it';
create index one_time_link_to on one_time_link (purpose, target);
create index one_time_link_ending on one_time_link (ends_at);
insert into one_time_link
select link_sha256, 'DATA_REQUEST', id::text, link_ends_at, least(wrong_tries, 4) from data_request where link_sha256 is not null;
alter table data_request drop column link_sha256, drop column link_ends_at, drop column wrong_tries;
