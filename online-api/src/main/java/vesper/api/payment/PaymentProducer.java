package vesper.api.payment;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;
import vesper.bank.Ids;
import vesper.bank.event.EventCodec;
import vesper.bank.event.KafkaServers;
import vesper.bank.event.PaymentSubmitted;
import vesper.bank.event.Topics;
import vesper.bank.trace.Trace;

/**
 * Sends payments to Kafka: acknowledged by all replicas, in order, without duplicates of the client's own making. A
 * payment waits a few milliseconds for others to share a request with.
 */
final class PaymentProducer implements AutoCloseable {
    /** How long a caller's thread may be held when Kafka's metadata is not known or its buffer is full. */
    private static final int MAX_BLOCK_MS = 50;

    private static final int LINGER_MS = 3;

    private final KafkaProducer<String, byte[]> kafka;

    PaymentProducer(KafkaServers servers, Duration timeout) {
        int timeoutMs = Math.toIntExact(timeout.toMillis());
        kafka = new KafkaProducer<>(
                servers.client(Map.ofEntries(
                        Map.entry(ProducerConfig.CLIENT_ID_CONFIG, "online-api"),
                        Map.entry(ProducerConfig.ACKS_CONFIG, "all"),
                        Map.entry(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true),
                        Map.entry(ProducerConfig.LINGER_MS_CONFIG, LINGER_MS),
                        // While one request is on its way, what comes in gathers for the next.
                        Map.entry(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, 1),
                        Map.entry(ProducerConfig.BATCH_SIZE_CONFIG, 64 * 1024),
                        Map.entry(ProducerConfig.MAX_BLOCK_MS_CONFIG, MAX_BLOCK_MS),
                        Map.entry(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, timeoutMs / 2),
                        Map.entry(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, timeoutMs),
                        Map.entry(ProducerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, 500),
                        Map.entry(ProducerConfig.METADATA_MAX_IDLE_CONFIG, Integer.MAX_VALUE))),
                new StringSerializer(),
                new ByteArraySerializer());
    }

    /**
     * Sends the payment and returns.
     *
     * @param trace header of the step that sends it; empty if it is not traced
     * @param done called once, on Kafka's thread or the caller's: with null when all replicas have it, else with what went
     *     wrong; then Kafka may have it all the same
     */
    void send(PaymentSubmitted payment, String trace, Consumer<@Nullable Exception> done) {
        String key = payment.getCardId() != null
                ? payment.getCardId().toString()
                : Long.toString(payment.getDebtorAccountId());
        var message = new ProducerRecord<>(Topics.SUBMITTED, key, EventCodec.SUBMITTED.encode(payment));
        message.headers().add(Topics.HEADER_PAYMENT, Ids.bytes(payment.getId()));
        if (!trace.isEmpty()) {
            message.headers().add(Trace.HEADER, trace.getBytes(StandardCharsets.US_ASCII));
        }
        try {
            var unused = kafka.send(message, (metadata, error) -> done.accept(error));
        } catch (KafkaException | IllegalStateException e) {
            done.accept(e);
        }
    }

    /** Waits for Kafka and its metadata; returns whether it was there in time. */
    boolean reachable() {
        try {
            return !kafka.partitionsFor(Topics.SUBMITTED).isEmpty();
        } catch (KafkaException e) {
            return false;
        }
    }

    @Override
    public void close() {
        kafka.close(Duration.ofSeconds(5));
    }
}
