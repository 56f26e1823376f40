package vesper.batch;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import vesper.bank.event.Topics;

/**
 * Payments in flight through Kafka, stage after stage: those submitted are settled when screening has committed past the ends
 * that the topic has now, those decided when booking has committed past the ends after that. The stream jobs commit with each
 * checkpoint, when all that they read is written on, so a wait takes up to one checkpoint interval a stage.
 */
public final class KafkaPaymentsInFlight implements PaymentsInFlight, AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(25);
    private static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(10);
    private static final List<Stage> STAGES =
            List.of(new Stage(Topics.SUBMITTED, "screening"), new Stage(Topics.DECIDED, "booking"));

    private final Admin admin;

    private record Stage(String topic, String group) {}

    /** @param bootstrapServers as for any Kafka client */
    public KafkaPaymentsInFlight(String bootstrapServers) {
        this.admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers, "client.id", "close-of-business"));
    }

    @Override
    public void awaitSettled(Duration deadline) {
        long giveUpAt = System.nanoTime() + deadline.toNanos();
        for (Stage stage : STAGES) {
            Map<TopicPartition, Long> ends = ends(stage.topic());
            while (true) {
                SortedMap<Integer, Long> behind = behind(stage.group(), ends);
                if (behind.isEmpty()) {
                    break;
                }
                if (System.nanoTime() >= giveUpAt) {
                    throw new StillInFlightException("after " + deadline.toSeconds() + " s the job " + stage.group()
                            + " has not worked off " + stage.topic() + ": records left by partition " + behind
                            + ". Is the job running?");
                }
                pause();
            }
        }
    }

    private Map<TopicPartition, Long> ends(String topic) {
        Map<TopicPartition, OffsetSpec> latest =
                get(admin.describeTopics(List.of(topic)).allTopicNames()).values().stream()
                        .flatMap(description -> description.partitions().stream())
                        .collect(Collectors.toMap(
                                partition -> new TopicPartition(topic, partition.partition()),
                                partition -> OffsetSpec.latest()));
        Map<TopicPartition, Long> ends = new HashMap<>();
        get(admin.listOffsets(latest).all()).forEach((partition, end) -> ends.put(partition, end.offset()));
        return ends;
    }

    /** How many records each partition still has to be read, by partition number; those without any are left out. */
    private SortedMap<Integer, Long> behind(String group, Map<TopicPartition, Long> ends) {
        Map<TopicPartition, OffsetAndMetadata> committed = committed(group);
        SortedMap<Integer, Long> behind = new TreeMap<>();
        ends.forEach((partition, end) -> {
            OffsetAndMetadata offset = committed.get(partition);
            long left = end - (offset == null ? 0 : offset.offset());
            if (left > 0) {
                behind.put(partition.partition(), left);
            }
        });
        return behind;
    }

    private Map<TopicPartition, OffsetAndMetadata> committed(String group) {
        try {
            return get(admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata());
        } catch (KafkaException e) {
            if (e.getCause() instanceof GroupIdNotFoundException) {
                return Map.of();
            }
            throw e;
        }
    }

    private static <T> T get(KafkaFuture<T> future) {
        try {
            return future.get(REQUEST_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new KafkaException(
                    "Kafka did not say where the payments are", e.getCause() == null ? e : e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KafkaException("interrupted while asking Kafka where the payments are", e);
        }
    }

    private static void pause() {
        try {
            TimeUnit.NANOSECONDS.sleep(POLL.toNanos());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KafkaException("interrupted while waiting for payments in flight", e);
        }
    }

    @Override
    public void close() {
        admin.close(Duration.ofSeconds(1));
    }
}
