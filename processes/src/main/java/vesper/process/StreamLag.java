package vesper.process;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import vesper.bank.event.KafkaServers;
import vesper.bank.event.Topics;

/**
 * How far the stream jobs are behind: records between what a job has committed and the end of what it reads, as
 * {@code vesper.stream.lag.records} by {@code job} and {@code topic}. Jobs commit with their checkpoints, so the figure never
 * goes below what comes in between two of them.
 */
final class StreamLag implements AutoCloseable {
    private static final int TIMEOUT_MS = 5_000;

    /** A job's consumer group, and a topic that it works off. */
    private record Work(String job, String topic) {}

    private static final List<Work> WORK =
            List.of(new Work("screening", Topics.SUBMITTED), new Work("booking", Topics.DECIDED));

    private final Admin admin;
    private final Map<Work, Double> lags = new ConcurrentHashMap<>();

    StreamLag(KafkaServers servers, MeterRegistry registry) {
        admin = Admin.create(servers.client(Map.of(
                AdminClientConfig.CLIENT_ID_CONFIG,
                "stream-lag",
                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                TIMEOUT_MS,
                AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG,
                TIMEOUT_MS)));
        for (Work work : WORK) {
            Gauge.builder("vesper.stream.lag.records", lags, known -> known.getOrDefault(work, 0.0))
                    .description("records that a stream job has not worked off")
                    .tag("job", work.job)
                    .tag("topic", work.topic)
                    .register(registry);
        }
    }

    /**
     * One look.
     *
     * @throws KafkaException if Kafka does not answer
     */
    void look() {
        for (Work work : WORK) {
            Map<TopicPartition, OffsetSpec> ends = new HashMap<>();
            within(admin.describeTopics(List.of(work.topic))
                            .allTopicNames()
                            .toCompletionStage()
                            .toCompletableFuture())
                    .values()
                    .forEach(topic -> topic.partitions()
                            .forEach(partition -> ends.put(
                                    new TopicPartition(work.topic, partition.partition()), OffsetSpec.latest())));
            Map<TopicPartition, ListOffsetsResultInfo> end =
                    within(admin.listOffsets(ends).all().toCompletionStage().toCompletableFuture());
            Map<TopicPartition, OffsetAndMetadata> committed = within(admin.listConsumerGroupOffsets(work.job)
                    .partitionsToOffsetAndMetadata()
                    .toCompletionStage()
                    .toCompletableFuture());
            long behind = 0;
            for (Map.Entry<TopicPartition, ListOffsetsResultInfo> partition : end.entrySet()) {
                OffsetAndMetadata done = committed.get(partition.getKey());
                behind += Math.max(0, partition.getValue().offset() - (done == null ? 0 : done.offset()));
            }
            lags.put(work, (double) behind);
        }
    }

    private static <T> T within(Future<T> answer) {
        try {
            return answer.get(TIMEOUT_MS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KafkaException("interrupted", e);
        } catch (ExecutionException | TimeoutException e) {
            throw new KafkaException("Kafka does not tell how far the jobs are", e);
        }
    }

    @Override
    public void close() {
        admin.close(Duration.ofSeconds(1));
    }
}
