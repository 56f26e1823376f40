-- Customers who chose a password get documents attached as locked copies (PDF 2.0, AES-256). What the lock needs is made once of the
-- password, which is not kept and does not follow from it.
create table document_lock (
    customer_id          bigint primary key references customer,
    file_key             bytea not null check (length(file_key) = 32),
    owner_key            bytea not null,
    owner_encryption_key bytea not null,
    user_key             bytea not null,
    user_encryption_key  bytea not null,
    perms                bytea not null,
    permissions          integer not null,
    chosen_at            timestamptz not null default clock_timestamp()
);
comment on table document_lock is 'the entries O, OE, U, UE, Perms and P of a file''s encryption dictionary (ISO 32000-2, 7.6.4) and the key of the files that bear them';
