-- Documents with the same bytes share one place in the archive, so none of them may be refused for it, and the place is empty only when
-- the last of them had to be kept long enough. What waits longest is put there first, so that it can be seen how far the archive is behind.
drop index document_content;
create index document_content on document (content_sha256);
drop index document_to_archive;
create index document_to_archive on document (created_at) where kept_until is null;
