-- Messages that became true with a transaction, on their way to Kafka: one row per topic and transaction, deleted when the
-- broker has them. Vacuumed early, since rows live for milliseconds.
create table outbox (
    id         bigint generated always as identity primary key,
    topic      text not null,
    keys       text[] not null,
    payloads   bytea[] not null,
    created_at timestamptz not null default clock_timestamp(),
    check (cardinality(keys) = cardinality(payloads))
) with (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 2000);
