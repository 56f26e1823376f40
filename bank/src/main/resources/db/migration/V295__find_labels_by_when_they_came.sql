-- How rules do is told by the newest labels; they are found without reading all of them.
create index payment_label_recorded on payment_label (recorded_at desc);
