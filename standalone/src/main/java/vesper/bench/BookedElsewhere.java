package vesper.bench;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;
import vesper.bank.Ids;
import vesper.bank.event.EventCodec;
import vesper.bank.event.OutcomeStatus;
import vesper.bank.event.PaymentOutcome;
import vesper.bank.event.Topics;

/**
 * Stands for the booking of other machines: gives the payments that were submitted their outcomes. Without it the API, which keeps
 * what is not recorded yet, would keep all that a benchmark sends, as no bank's does, and the collector would take the machine.
 */
final class BookedElsewhere implements AutoCloseable {
    private final KafkaConsumer<byte[], byte[]> submitted;
    private final KafkaProducer<String, byte[]> outcomes;
    private final LocalDate bookingDate;

    /** From what is submitted next. */
    BookedElsewhere(String bootstrapServers, LocalDate bookingDate) {
        this.bookingDate = bookingDate;
        submitted = FromNow.consumer(
                Map.of("bootstrap.servers", bootstrapServers, "enable.auto.commit", "false"), Topics.SUBMITTED);
        outcomes = new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrapServers, "acks", "all", "linger.ms", "5"),
                new StringSerializer(),
                new ByteArraySerializer());
    }

    /** Gives all that was submitted so far, and has none, its outcome; returns when Kafka has them all. */
    void settle() {
        Map<TopicPartition, Long> ends = submitted.endOffsets(submitted.assignment());
        Instant now = Instant.now();
        AtomicReference<@Nullable Exception> failure = new AtomicReference<>();
        while (ends.entrySet().stream().anyMatch(end -> submitted.position(end.getKey()) < end.getValue())) {
            for (ConsumerRecord<byte[], byte[]> payment : submitted.poll(Duration.ofMillis(100))) {
                UUID id = Ids.of(
                        payment.headers().lastHeader(Topics.HEADER_PAYMENT).value());
                var unused = outcomes.send(outcome(id, now), (metadata, error) -> {
                    if (error != null) {
                        failure.set(error);
                    }
                });
            }
        }
        outcomes.flush();
        if (failure.get() != null) {
            throw new IllegalStateException("Kafka did not take the outcomes", failure.get());
        }
    }

    private ProducerRecord<String, byte[]> outcome(UUID payment, Instant now) {
        PaymentOutcome booked = new PaymentOutcome(payment, OutcomeStatus.BOOKED, null, bookingDate, now, now);
        return new ProducerRecord<>(Topics.OUTCOME, payment.toString(), EventCodec.OUTCOME.encode(booked));
    }

    @Override
    public void close() {
        submitted.close();
        outcomes.close();
    }
}
