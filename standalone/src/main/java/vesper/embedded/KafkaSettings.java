package vesper.embedded;

import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import vesper.bank.event.Topics;
import vesper.home.Ports;

/**
 * Configuration of the one Kafka node, broker and controller in one, and of its topics. Time-outs are short because the
 * only peer is this process itself: after a kill, a restart would otherwise wait for its predecessor's session to lapse.
 */
final class KafkaSettings {
    static final int NODE_ID = 1;
    static final int PARTITIONS = 4;
    static final String CONTROLLER_LISTENER = "CONTROLLER";

    private static final int SEGMENT_BYTES = 32 * 1024 * 1024;
    private static final int INDEX_BYTES = 1024 * 1024;
    private static final int CLEANER_BYTES = 4 * 1024 * 1024;
    private static final int MESSAGE_BYTES = 1024 * 1024;

    private KafkaSettings() {}

    static Map<String, String> node(Path data, Ports ports) {
        String broker = "127.0.0.1:" + ports.kafka();
        String controller = "127.0.0.1:" + ports.kafkaController();
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("process.roles", "broker,controller");
        settings.put("node.id", Integer.toString(NODE_ID));
        settings.put("log.dirs", data.toString());
        settings.put("listeners", "BROKER://" + broker + "," + CONTROLLER_LISTENER + "://" + controller);
        settings.put("advertised.listeners", "BROKER://" + broker);
        settings.put("listener.security.protocol.map", "BROKER:PLAINTEXT," + CONTROLLER_LISTENER + ":PLAINTEXT");
        settings.put("inter.broker.listener.name", "BROKER");
        settings.put("controller.listener.names", CONTROLLER_LISTENER);
        settings.put("controller.quorum.voters", NODE_ID + "@" + controller);

        settings.put("broker.session.timeout.ms", "3000");
        settings.put("broker.heartbeat.interval.ms", "500");
        settings.put("controller.quorum.election.timeout.ms", "200");
        settings.put("controller.quorum.fetch.timeout.ms", "400");
        settings.put("controller.quorum.election.backoff.max.ms", "200");
        settings.put("metadata.max.idle.interval.ms", "5000");

        settings.put("auto.create.topics.enable", "false");
        settings.put("default.replication.factor", "1");
        settings.put("min.insync.replicas", "1");
        settings.put("offsets.topic.replication.factor", "1");
        settings.put("offsets.topic.num.partitions", Integer.toString(PARTITIONS));
        settings.put("transaction.state.log.replication.factor", "1");
        settings.put("transaction.state.log.min.isr", "1");
        settings.put("transaction.state.log.num.partitions", "1");
        settings.put("share.coordinator.state.topic.replication.factor", "1");
        settings.put("share.coordinator.state.topic.min.isr", "1");
        settings.put("share.coordinator.state.topic.num.partitions", "1");
        settings.put("group.initial.rebalance.delay.ms", "0");

        settings.put("log.segment.bytes", Integer.toString(SEGMENT_BYTES));
        settings.put("log.index.size.max.bytes", Integer.toString(INDEX_BYTES));
        settings.put("log.cleaner.dedupe.buffer.size", Integer.toString(CLEANER_BYTES));
        settings.put("log.cleaner.io.buffer.size", "65536");
        settings.put("num.recovery.threads.per.data.dir", "2");
        settings.put("num.network.threads", "2");
        settings.put("num.io.threads", "4");
        settings.put("background.threads", "2");
        settings.put("num.replica.fetchers", "1");
        settings.put("message.max.bytes", Integer.toString(MESSAGE_BYTES));
        return settings;
    }

    /** How long a topic keeps its records. Dead letters wait for a person; the rest has been booked long before. */
    static Duration retention(String topic) {
        return topic.equals(Topics.DEAD_LETTER) ? Duration.ofDays(90) : Duration.ofDays(7);
    }
}
