package vesper.stream;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import vesper.bank.event.EventCodec;
import vesper.bank.event.PaymentDecided;
import vesper.bank.event.PaymentSubmitted;
import vesper.bank.event.Topics;
import vesper.bank.screening.Features;
import vesper.stream.screening.ScreeningStart;

/** The broker that the tests of screening share. Each test has its own cards, payments and checkpoints, and leaves the shipped rules in force. */
final class ScreeningBroker {
    private static @Nullable ScreeningBroker shared;

    private final TestKafka kafka;
    private final KafkaProducer<byte[], byte[]> producer;

    private ScreeningBroker(Path folder) {
        kafka = new TestKafka(folder);
        producer = kafka.producer();
    }

    /** The one of all tests in this process. */
    static synchronized ScreeningBroker shared() {
        if (shared == null) {
            try {
                shared = new ScreeningBroker(Files.createTempDirectory("vesper-screening-test"));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            Runtime.getRuntime().addShutdownHook(new Thread(shared::close));
        }
        return shared;
    }

    private void close() {
        producer.close();
        kafka.close();
    }

    /** A job that goes on from the newest checkpoint in its folder, with what is shipped in force. */
    RunningJob screening(Path checkpoints, Duration checkpointInterval) throws Exception {
        return screening(checkpoints, checkpointInterval, ScreeningStart.shipped());
    }

    RunningJob screening(Path checkpoints, Duration checkpointInterval, ScreeningStart start) throws Exception {
        ScreeningSettings defaults = ScreeningSettings.of(kafka.bootstrapServers());
        return RunningJob.start(
                checkpoints,
                env -> ScreeningJob.define(
                        env,
                        new ScreeningSettings(
                                defaults.kafka(),
                                checkpoints.getFileName().toString(),
                                2,
                                checkpointInterval,
                                defaults.cardMemory(),
                                defaults.merchantMemory()),
                        start));
    }

    DecisionLog decisions() {
        return new DecisionLog(kafka);
    }

    TestKafka.Follower deadLetters() {
        return kafka.follow(Topics.DEAD_LETTER);
    }

    void submit(PaymentSubmitted.Builder payment) {
        PaymentSubmitted event = payment.build();
        String key = event.getCardId() == null
                ? Long.toString(event.getDebtorAccountId())
                : event.getCardId().toString();
        send(Topics.SUBMITTED, key, EventCodec.SUBMITTED.encode(event));
    }

    void send(String topic, @Nullable String key, byte @Nullable [] value) {
        producer.send(new ProducerRecord<>(topic, key == null ? null : key.getBytes(StandardCharsets.UTF_8), value));
    }

    /** Waits until all that was sent has arrived. */
    void flush() {
        producer.flush();
    }

    void control(String key, byte[] value) {
        send(Topics.CONTROL, key, value);
        flush();
    }

    static Map<String, Double> features(PaymentDecided decision) {
        return Features.of(decision.getFeatures()).asMap();
    }

    static String header(ConsumerRecord<byte[], byte[]> record, String name) {
        return new String(record.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
    }
}
