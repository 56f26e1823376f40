package vesper.process;

import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.DescribeClusterOptions;
import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;
import vesper.bank.event.KafkaServers;

/** Whether Kafka answers within two seconds. */
final class KafkaHealth extends AbstractHealthIndicator implements AutoCloseable {
    private static final int TIMEOUT_MS = 2_000;

    private final Admin admin;

    KafkaHealth(KafkaServers servers) {
        super("Kafka does not answer");
        admin = Admin.create(servers.client(Map.of(
                AdminClientConfig.CLIENT_ID_CONFIG,
                "health",
                AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG,
                TIMEOUT_MS,
                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                TIMEOUT_MS,
                AdminClientConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG,
                500)));
    }

    @Override
    protected void doHealthCheck(Health.Builder health) throws Exception {
        int brokers = admin.describeCluster(new DescribeClusterOptions().timeoutMs(TIMEOUT_MS))
                .nodes()
                .get(TIMEOUT_MS, TimeUnit.MILLISECONDS)
                .size();
        health.status(brokers > 0 ? "UP" : "DOWN").withDetail("brokers", brokers);
    }

    @Override
    public void close() {
        admin.close(java.time.Duration.ofSeconds(1));
    }
}
