-- The console counts what was recorded in the last seconds, every second. Rows come in the order of this column, so the
-- index grows at its right end only.
create index payment_recorded_at on payment (recorded_at);
