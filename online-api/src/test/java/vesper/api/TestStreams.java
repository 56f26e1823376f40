package vesper.api;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.awaitility.Awaitility;
import vesper.bank.Bank;
import vesper.bank.event.DecisionKind;
import vesper.bank.event.EventCodec;
import vesper.bank.event.PaymentDecided;
import vesper.bank.event.PaymentSubmitted;
import vesper.bank.event.Topics;
import vesper.bank.payment.DecisionMessage;

/**
 * Stands in for the stream jobs: approves each payment (or sends it to review, by its reference), books it in the real
 * ledger, books what analysts release, and publishes the outbox. Can be paused, as if the jobs were down.
 */
public final class TestStreams implements AutoCloseable {
    private static final String TAKE_OUTBOX = "delete from outbox returning topic, keys, payloads";

    private final Bank bank;
    private final KafkaConsumer<String, byte[]> consumer;
    private final KafkaProducer<String, byte[]> producer;
    private final Thread thread = new Thread(this::run, "test-streams");
    private final Map<UUID, AtomicInteger> seen = new ConcurrentHashMap<>();
    private volatile boolean running = true;
    private volatile boolean paused;
    private volatile boolean still;

    public TestStreams(TestKafka kafka, Bank bank) {
        this.bank = bank;
        consumer = kafka.consumer("screening");
        producer = kafka.producer();
        thread.start();
    }

    /** Returns when nothing more is read. */
    public void pause() {
        still = false;
        paused = true;
        Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> still);
    }

    public void resume() {
        paused = false;
    }

    /** How often the payment was read from Kafka. */
    public int submissions(UUID id) {
        return seen.getOrDefault(id, new AtomicInteger()).get();
    }

    public Set<UUID> payments() {
        return seen.keySet();
    }

    private void run() {
        consumer.subscribe(List.of(Topics.SUBMITTED, Topics.DECIDED));
        while (running) {
            if (paused) {
                consumer.pause(consumer.assignment());
                still = true;
            } else {
                still = false;
                consumer.resume(consumer.assignment());
            }
            List<PaymentDecided> decided = new ArrayList<>();
            for (ConsumerRecord<String, byte[]> message : consumer.poll(Duration.ofMillis(20))) {
                decide(message, decided);
            }
            if (!decided.isEmpty()) {
                bank.payments().record(decided.stream().map(DecisionMessage::of).toList());
            }
            if (still) {
                continue;
            }
            publish();
            if (!decided.isEmpty()) {
                consumer.commitSync();
            }
        }
    }

    private void decide(ConsumerRecord<String, byte[]> message, List<PaymentDecided> decided) {
        PaymentSubmitted payment;
        try {
            if (message.topic().equals(Topics.DECIDED)) {
                decided.add(EventCodec.DECIDED.decode(message.value()));
                return;
            }
            payment = EventCodec.SUBMITTED.decode(message.value());
        } catch (Exception e) {
            return;
        }
        seen.computeIfAbsent(payment.getId(), id -> new AtomicInteger()).incrementAndGet();
        String reference = payment.getReference() == null ? "" : payment.getReference();
        DecisionKind kind = switch (reference) {
            case "review me" -> DecisionKind.REVIEW;
            case "challenge me" -> DecisionKind.CHALLENGE;
            default -> DecisionKind.APPROVE;
        };
        decided.add(new PaymentDecided(
                payment,
                kind,
                "screening",
                0,
                List.of(),
                List.of(),
                "test",
                message.partition(),
                message.offset(),
                null,
                null));
    }

    /** What the outbox relay does. */
    public void publish() {
        bank.jdbc()
                .sql(TAKE_OUTBOX)
                .query((row, n) -> {
                    String[] keys = (String[]) row.getArray(2).getArray();
                    byte[][] payloads = (byte[][]) row.getArray(3).getArray();
                    for (int i = 0; i < keys.length; i++) {
                        producer.send(new ProducerRecord<>(row.getString(1), keys[i], payloads[i]));
                    }
                    return keys.length;
                })
                .list();
        producer.flush();
    }

    @Override
    public void close() {
        running = false;
        try {
            thread.join(10_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        consumer.close();
        producer.close();
    }
}
