package vesper.batch.workers;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.partition.PartitionHandler;
import org.springframework.batch.core.partition.support.AbstractPartitionHandler;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.Step;
import org.springframework.batch.core.step.StepExecution;
import vesper.bank.event.KafkaServers;
import vesper.bank.event.Topics;
import vesper.batch.task.RangeWorkers;

/**
 * Has ranges worked on by other processes: calls each out on a topic that all workers read, and looks in the job repository until all
 * have ended. A range that nobody works on, because its worker died or the call was lost, is called out again; one that still nobody
 * takes is worked on here, and from then on less time is lost on nobody. So no range is lost and none hangs, whatever becomes of
 * Kafka or the workers.
 */
public final class KafkaRanges implements RangeWorkers {
    private static final Logger LOG = LoggerFactory.getLogger(KafkaRanges.class);
    private static final Duration LOOK_EVERY = Duration.ofMillis(100);
    private static final Duration CALL_EVERY = Duration.ofSeconds(1);
    /** So often is a range called out in vain; then it is worked on here. */
    private static final int MOST_CALLS = 10;
    /** The same once a range had to be: whoever is back by then takes a call at once. */
    private static final int MOST_CALLS_TO_NOBODY = 1;

    private final KafkaServers servers;
    private final JobRepository repository;
    private final RangeRunner runner;
    private volatile boolean nobodyAnswers;

    /**
     * Over one bank.
     *
     * @param servers of the topic on which ranges are called out
     * @param dataSource of the database that the workers use too
     * @param repository in that database
     */
    public KafkaRanges(KafkaServers servers, DataSource dataSource, JobRepository repository) {
        this.servers = servers;
        this.repository = repository;
        this.runner = new RangeRunner(dataSource, repository);
    }

    @Override
    public PartitionHandler handler(Step worker, int ranges) {
        Handler handler = new Handler(worker);
        handler.setGridSize(ranges);
        return handler;
    }

    /** How often a range was called out, and when last. */
    private record Called(int times, long atNanos) {}

    private final class Handler extends AbstractPartitionHandler {
        private final Step worker;
        private final Map<Long, Called> called = new HashMap<>();

        Handler(Step worker) {
            this.worker = worker;
        }

        @Override
        protected Set<StepExecution> doHandle(StepExecution step, Set<StepExecution> ranges) throws Exception {
            long run = step.getJobExecution().getId();
            Set<Long> ids = ranges.stream().map(StepExecution::getId).collect(Collectors.toSet());
            try (Producer<byte[], byte[]> topic = producer()) {
                while (true) {
                    Set<StepExecution> now = now(run, ids);
                    List<StepExecution> open = now.stream()
                            .filter(range -> range.getStatus().isRunning())
                            .toList();
                    if (open.isEmpty()) {
                        return now;
                    }
                    open.forEach(range -> see(new RangeCall(run, range.getId()), topic));
                    TimeUnit.NANOSECONDS.sleep(LOOK_EVERY.toNanos());
                }
            }
        }

        private void see(RangeCall call, Producer<byte[], byte[]> topic) {
            Called before = called.get(call.range());
            boolean early = before != null && System.nanoTime() - before.atNanos() < CALL_EVERY.toNanos();
            if (early) {
                return;
            }
            if (before != null && runner.taken(call)) {
                called.put(call.range(), new Called(0, System.nanoTime()));
                nobodyAnswers = false;
            } else if (before != null && before.times() >= (nobodyAnswers ? MOST_CALLS_TO_NOBODY : MOST_CALLS)) {
                nobodyAnswers = true;
                LOG.warn("nobody takes {}: it is worked on here", call.lock());
                runner.run(call, range -> worker);
            } else {
                send(call, topic);
                called.put(call.range(), new Called(before == null ? 1 : before.times() + 1, System.nanoTime()));
            }
        }
    }

    private Set<StepExecution> now(long run, Set<Long> ids) {
        JobExecution execution = repository.getJobExecution(run);
        if (execution == null) {
            throw new IllegalStateException("run " + run + " is gone");
        }
        return execution.getStepExecutions().stream()
                .filter(step -> ids.contains(step.getId()))
                .collect(Collectors.toSet());
    }

    private static void send(RangeCall call, Producer<byte[], byte[]> topic) {
        try {
            Future<RecordMetadata> unused =
                    topic.send(new ProducerRecord<>(Topics.RANGES, call.bytes()), (metadata, error) -> {
                        if (error != null) {
                            LOG.warn("{} could not be called out: {}", call.lock(), error.toString());
                        }
                    });
        } catch (KafkaException e) {
            LOG.warn("{} could not be called out: {}", call.lock(), e.toString());
        }
    }

    private Producer<byte[], byte[]> producer() {
        return new KafkaProducer<>(
                servers.client(Map.of(
                        ProducerConfig.MAX_BLOCK_MS_CONFIG,
                        Long.toString(CALL_EVERY.toMillis()),
                        ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG,
                        "2000",
                        ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
                        "5000",
                        ProducerConfig.LINGER_MS_CONFIG,
                        "0")),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }
}
