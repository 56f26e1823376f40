package vesper.bench;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;
import vesper.bank.Ids;
import vesper.bank.event.EventCodec;
import vesper.bank.event.OutcomeStatus;
import vesper.bank.event.PaymentDecided;
import vesper.bank.event.PaymentOutcome;
import vesper.bank.event.Topics;
import vesper.bank.event.UnreadableEventException;

/** Sees decisions and outcomes come out of Kafka, as any consumer would, and notes when. */
final class Arrivals implements AutoCloseable {
    private final KafkaConsumer<byte[], byte[]> kafka;
    private final Thread thread = new Thread(this::follow, "bench-arrivals");
    private volatile boolean running = true;
    private volatile @Nullable PacedRound round;
    private volatile @Nullable Throwable failure;

    Arrivals(String bootstrapServers) {
        kafka = FromNow.consumer(
                Map.of(
                        "bootstrap.servers", bootstrapServers,
                        "client.id", "bench-arrivals",
                        "enable.auto.commit", "false"),
                Topics.DECIDED,
                Topics.OUTCOME);
        thread.setDaemon(true);
        thread.start();
    }

    /** From now on it is the payments of this round that are waited for. */
    void expect(PacedRound expected) {
        round = expected;
    }

    /** What ended the watching, if anything did. */
    @Nullable
    Throwable failure() {
        return failure;
    }

    private void follow() {
        try (kafka) {
            while (running) {
                var records = kafka.poll(Duration.ofMillis(500));
                long now = micros(Instant.now());
                PacedRound expected = round;
                if (expected != null) {
                    for (ConsumerRecord<byte[], byte[]> record : records) {
                        take(expected, record, now);
                    }
                }
            }
        } catch (WakeupException e) {
            // Closed.
            running = false;
        } catch (UnreadableEventException | RuntimeException e) {
            failure = e;
        }
    }

    private static void take(PacedRound round, ConsumerRecord<byte[], byte[]> record, long now)
            throws UnreadableEventException {
        boolean decision = record.topic().equals(Topics.DECIDED);
        Header id = record.headers().lastHeader(Topics.HEADER_PAYMENT);
        int payment = round.number(decision ? Ids.of(id.value()) : UUID.fromString(new String(record.key(), US_ASCII)));
        if (payment < 0) {
            return;
        }
        if (!decision) {
            PaymentOutcome outcome = EventCodec.OUTCOME.decode(record.value());
            round.recorded(payment, micros(outcome.getAcceptedAt()), now, outcome.getStatus() == OutcomeStatus.BOOKED);
        } else if (round.books()) {
            round.decided(payment, now);
        } else {
            PaymentDecided decided = EventCodec.DECIDED.decode(record.value());
            round.decided(payment, micros(decided.getPayment().getAcceptedAt()), now);
        }
    }

    private static long micros(Instant time) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, time);
    }

    @Override
    public void close() {
        running = false;
        kafka.wakeup();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
