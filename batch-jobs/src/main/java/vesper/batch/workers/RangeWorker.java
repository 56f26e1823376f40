package vesper.batch.workers;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import javax.sql.DataSource;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.Step;
import org.springframework.batch.core.step.StepExecution;
import vesper.bank.event.KafkaServers;
import vesper.bank.event.Topics;

/**
 * Takes ranges that are called out ({@link KafkaRanges}) and works on them, some at once. Any number of processes may: each hears
 * every call, and the first to claim a range has it. A process that ends, in order or not, leaves its ranges to the others.
 */
public final class RangeWorker implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RangeWorker.class);
    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration PAUSE = Duration.ofSeconds(2);

    private final KafkaServers servers;
    private final int threads;
    private final RangeRunner runner;
    private final Function<StepExecution, Step> worker;
    private final BlockingQueue<RangeCall> calls = new LinkedBlockingQueue<>();
    private volatile boolean stopped;

    /**
     * A worker that does nothing until it is started.
     *
     * @param servers of the topic on which ranges are called out
     * @param threads how many ranges it works on at once; each needs two connections
     * @param worker what does a given range
     */
    public RangeWorker(
            KafkaServers servers,
            int threads,
            DataSource dataSource,
            JobRepository repository,
            Function<StepExecution, Step> worker) {
        this.servers = servers;
        this.threads = threads;
        this.runner = new RangeRunner(dataSource, repository);
        this.worker = worker;
    }

    /** Starts listening and working, on threads of its own. */
    public void start() {
        daemon("range-calls", this::listen);
        for (int n = 1; n <= threads; n++) {
            daemon("range-worker-" + n, this::work);
        }
    }

    private static void daemon(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
    }

    private void listen() {
        while (!stopped) {
            try (Consumer<byte[], byte[]> consumer = consumer()) {
                List<TopicPartition> all = consumer.partitionsFor(Topics.RANGES).stream()
                        .map(info -> new TopicPartition(info.topic(), info.partition()))
                        .toList();
                consumer.assign(all);
                // Calls of before are of no use: who still waits is called out again.
                consumer.seekToEnd(all);
                while (!stopped) {
                    consumer.poll(POLL)
                            .forEach(record -> RangeCall.read(record.value()).ifPresent(this::heard));
                }
            } catch (KafkaException e) {
                LOG.warn("calls cannot be heard: {}", e.toString());
                pause();
            }
        }
    }

    private void heard(RangeCall call) {
        if (!calls.contains(call)) {
            calls.add(call);
        }
    }

    private void work() {
        while (!stopped) {
            try {
                RangeCall call = calls.poll(POLL.toMillis(), TimeUnit.MILLISECONDS);
                if (call != null) {
                    runner.run(call, worker);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            } catch (RuntimeException e) {
                LOG.warn("a range was left to others: {}", e.toString());
            }
        }
    }

    private static void pause() {
        try {
            TimeUnit.NANOSECONDS.sleep(PAUSE.toNanos());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Consumer<byte[], byte[]> consumer() {
        return new KafkaConsumer<>(
                servers.client(Map.of(
                        ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                        "false",
                        ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                        "10000")),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
    }

    /** Takes no more ranges. Those under way are cut off with the process: others go on with them. */
    @Override
    public void close() {
        stopped = true;
    }
}
