-- A copy of every issued document goes into an archive outside of the database, under the hash of its content, and stays there until
-- the law does not ask for it any more.
alter table document
    add column kept_until date,
    add column removed_on date,
    add constraint document_removed_after check (removed_on is null or removed_on > kept_until);
create index document_to_archive on document (id) where kept_until is null;
create index document_archived on document (kept_until) where kept_until is not null and removed_on is null;
comment on column document.kept_until is 'last day that it is in the archive; null: it is not there yet';
comment on column document.removed_on is 'when it was removed from the archive';
