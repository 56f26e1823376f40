package vesper.api.payment;

import java.time.Instant;
import java.time.LocalDate;

/**
 * That Kafka holds a payment durably.
 *
 * @param at when the API took it
 * @param businessDate the date stamped on it
 */
record Accepted(Instant at, LocalDate businessDate) {}
