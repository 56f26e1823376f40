-- A file that somebody shows is ours and unchanged if its hash is here; and a document that was corrected says by which.
create unique index document_content on document (content_sha256);
create unique index document_replaces on document (replaces) where replaces is not null;
