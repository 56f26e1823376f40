package vesper.api;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.UUID;
import vesper.bank.event.Topics;

/** Reads all that Kafka holds, for tests that look for what must not be there. */
public final class CanaryTopics {
    private CanaryTopics() {}

    /** All messages of all topics, as text. */
    public static String all(TestApi api) {
        StringBuilder all = new StringBuilder();
        try (var consumer = api.kafka().consumer("canary-" + UUID.randomUUID())) {
            consumer.assign(Topics.ALL.stream()
                    .flatMap(topic -> consumer.partitionsFor(topic).stream())
                    .map(info -> new org.apache.kafka.common.TopicPartition(info.topic(), info.partition()))
                    .toList());
            consumer.seekToBeginning(consumer.assignment());
            var ends = consumer.endOffsets(consumer.assignment());
            while (consumer.assignment().stream().anyMatch(p -> consumer.position(p) < ends.get(p))) {
                consumer.poll(Duration.ofMillis(200))
                        .forEach(message -> all.append(message.key())
                                .append(new String(message.value(), StandardCharsets.ISO_8859_1)));
            }
        }
        return all.toString();
    }
}
