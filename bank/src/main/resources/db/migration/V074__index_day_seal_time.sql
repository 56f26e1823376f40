-- A balance as of an instant starts from the last close that was sealed by then.
create index day_seal_sealed_at on day_seal (sealed_at);
