package vesper.bench;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import vesper.bank.event.EventCodec;
import vesper.bank.event.Topics;
import vesper.bank.event.UnreadableEventException;
import vesper.bank.screening.RuleFile;
import vesper.embedded.EmbeddedFlink;
import vesper.embedded.StreamJob;
import vesper.stream.ScreeningJob;
import vesper.stream.ScreeningSettings;

/**
 * How long a change of the rules takes to be in force: from its record on screening.control to the first decision by it, while
 * some hundred payments a second come in.
 */
final class RuleChange implements AutoCloseable {
    private static final int TOGETHER = 10;
    private static final Duration BETWEEN = Duration.ofMillis(10);
    private static final long LIMIT_NANOS = 60_000_000_000L;

    private final SubmittedPayments payments;
    private final KafkaProducer<byte[], byte[]> control;
    private final KafkaConsumer<byte[], byte[]> decided;

    private RuleChange(String brokers, SubmittedPayments payments) {
        this.payments = payments;
        control = new KafkaProducer<>(
                Map.of("bootstrap.servers", brokers), new ByteArraySerializer(), new ByteArraySerializer());
        decided = FromNow.consumer(Map.of("bootstrap.servers", brokers), Topics.DECIDED);
    }

    /** Seconds of each of so many changes. The job decides on none of the payments that were there before. */
    static List<Double> seconds(
            String brokers, EmbeddedFlink flink, ScreeningSettings screening, SubmittedPayments payments, int changes)
            throws InterruptedException {
        try (var group = FromNow.consumer(
                Map.of("bootstrap.servers", brokers, "group.id", screening.group()), Topics.SUBMITTED)) {
            group.commitSync();
        }
        StreamJob job = flink.submit("rule-change", env -> ScreeningJob.define(env, screening));
        try (RuleChange change = new RuleChange(brokers, payments)) {
            change.untilDecidedBy(RuleFile.parse(RuleFile.standard()).version());
            List<Double> seconds = new ArrayList<>();
            for (int n = 0; n < changes; n++) {
                seconds.add(change.publish("bench-" + n));
            }
            return seconds;
        } finally {
            job.stop();
        }
    }

    private double publish(String version) {
        String standard = RuleFile.standard();
        String rules = standard.replace('"' + RuleFile.parse(standard).version() + '"', '"' + version + '"');
        long begun = System.nanoTime();
        var unused = control.send(new ProducerRecord<>(
                Topics.CONTROL,
                Topics.CONTROL_RULES.getBytes(StandardCharsets.UTF_8),
                rules.getBytes(StandardCharsets.UTF_8)));
        return (untilDecidedBy(version) - begun) / 1e9;
    }

    /** Lets payments come in until one is decided by these rules; when that was, in nanoseconds. */
    private long untilDecidedBy(String version) {
        long begun = System.nanoTime();
        while (System.nanoTime() - begun < LIMIT_NANOS) {
            payments.send(TOGETHER);
            for (ConsumerRecord<byte[], byte[]> record : decided.poll(BETWEEN)) {
                if (rulesOf(record.value()).equals(version)) {
                    return System.nanoTime();
                }
            }
        }
        throw new IllegalStateException("nothing was decided by the rules " + version);
    }

    private static String rulesOf(byte[] decision) {
        try {
            return EventCodec.DECIDED.decode(decision).getRuleSetVersion();
        } catch (UnreadableEventException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        decided.close();
        control.close();
    }
}
