-- A stream of a sender's payments that was broken off goes on where it was: what was recorded since then, and what moved on since.
-- Few payments move after they were recorded (those under review), so booking pays nothing for this.
alter table payment add column moved_at timestamptz;
comment on column payment.moved_at is 'when its state last changed after it was recorded; null: it never did';
create index payment_moved on payment (moved_at) where moved_at is not null;
