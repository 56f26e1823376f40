-- What became known of payments: fraud or not, who says so, and from when on it may be used. Nothing is overwritten: a source
-- that changes its mind adds a row, and of several the one that became known last counts.
create table payment_label (
    payment_id  uuid not null references payment,
    source      text not null check (source in ('analyst', 'chargeback', 'customer', 'history')),
    known_at    timestamptz not null,
    fraud       boolean not null,
    recorded_at timestamptz not null default clock_timestamp(),
    primary key (payment_id, source, known_at)
);
