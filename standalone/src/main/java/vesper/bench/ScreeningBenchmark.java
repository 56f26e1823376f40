package vesper.bench;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import vesper.bank.event.KafkaServers;
import vesper.bank.event.Topics;
import vesper.embedded.EmbeddedFlink;
import vesper.embedded.EmbeddedKafka;
import vesper.embedded.FlinkSettings;
import vesper.embedded.StreamJob;
import vesper.home.Home;
import vesper.home.Ports;
import vesper.stream.ScreeningJob;
import vesper.stream.ScreeningSettings;
import vesper.stream.kafka.KafkaEnds;
import vesper.stream.kafka.KafkaRecord;

/**
 * Decisions a second of the screening job over payments that wait in Kafka, with its checkpoints, on all cores; and
 * decisions per second of processor time, that of the embedded Kafka and Flink included. Limit, in turns with it: a job with
 * the same source and sink, settings and cluster, that passes the payments on as they are.
 *
 * <p>Each run starts from nothing and works off the same payments. The first tenth does not count: it is start-up.
 *
 * <p>Then, while payments come in, how long a change of the rules takes to be in force.
 */
final class ScreeningBenchmark implements Benchmark {
    private static final int PAYMENTS = 300_000;
    private static final int NOT_COUNTED = PAYMENTS / 10;
    private static final int LIMIT_SECONDS = 300;

    @Override
    public void run(Settings settings, Consumer<Figure> figures) throws Exception {
        try (Home home = Home.open(settings.folder(), Ports.anyFree().base());
                EmbeddedKafka kafka = EmbeddedKafka.start(home);
                SubmittedPayments payments = new SubmittedPayments(kafka.bootstrapServers());
                EmbeddedFlink flink = EmbeddedFlink.start(home, FlinkSettings.defaults())) {
            String brokers = kafka.bootstrapServers();
            int cores = Runtime.getRuntime().availableProcessors();
            settings.progress().accept("screening: preparing " + PAYMENTS + " payments");
            payments.send(PAYMENTS);
            List<Double> decisions = new ArrayList<>();
            List<Double> perCore = new ArrayList<>();
            List<Double> passed = new ArrayList<>();
            try (Measured measured = new Measured(brokers, flink)) {
                for (int round = 0; round <= settings.rounds(); round++) {
                    settings.progress()
                            .accept(
                                    round == 0
                                            ? "screening: warming up"
                                            : "screening: round " + round + " of " + settings.rounds());
                    String name = "-" + round;
                    Rate pass = measured.run(
                            "pass-through" + name, env -> passThrough(env, brokers, "pass-through" + name, cores));
                    Rate screening = measured.run(
                            "screening" + name,
                            env -> ScreeningJob.define(env, screening(brokers, "screening" + name, cores)));
                    if (round > 0) {
                        passed.add(pass.perSecond);
                        decisions.add(screening.perSecond);
                        perCore.add(screening.perProcessorSecond);
                    }
                }
            }
            figures.accept(Figure.against("screening.decisions", decisions, "1/s", "flink-pass-through", passed));
            figures.accept(Figure.alone("screening.per-core", perCore, "1/s"));
            settings.progress().accept("screening: changes of the rules");
            figures.accept(Figure.alone(
                    "screening.rule-change",
                    RuleChange.seconds(
                            brokers, flink, screening(brokers, "rule-change", cores), payments, settings.rounds()),
                    "s"));
        }
    }

    private static ScreeningSettings screening(String brokers, String group, int parallelism) {
        ScreeningSettings defaults = ScreeningSettings.of(brokers);
        return new ScreeningSettings(
                defaults.kafka(),
                group,
                parallelism,
                defaults.checkpointInterval(),
                defaults.cardMemory(),
                defaults.merchantMemory());
    }

    private static void passThrough(StreamExecutionEnvironment env, String brokers, String group, int parallelism) {
        env.setParallelism(parallelism);
        env.fromSource(
                        KafkaEnds.source(
                                KafkaServers.plain(brokers),
                                group,
                                List.of(Topics.SUBMITTED),
                                new KafkaRecord.Reader()),
                        WatermarkStrategy.noWatermarks(),
                        "payments submitted")
                .uid("payments-submitted")
                .sinkTo(KafkaEnds.sink(KafkaServers.plain(brokers), new AsItIs()))
                .name("payments decided")
                .uid("payments-decided");
    }

    private static final class AsItIs implements KafkaRecordSerializationSchema<KafkaRecord> {
        @Override
        public ProducerRecord<byte[], byte[]> serialize(KafkaRecord read, KafkaSinkContext context, Long timestamp) {
            return new ProducerRecord<>(Topics.DECIDED, read.key(), read.value());
        }
    }

    private record Rate(double perSecond, double perProcessorSecond) {}

    /** Runs jobs and watches the end of payments.decided. */
    private static final class Measured implements AutoCloseable {
        private final EmbeddedFlink flink;
        private final KafkaConsumer<byte[], byte[]> kafka;
        private final List<TopicPartition> decided;
        private final OperatingSystemMXBean process =
                (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

        Measured(String brokers, EmbeddedFlink flink) {
            this.flink = flink;
            kafka = new KafkaConsumer<>(
                    Map.of("bootstrap.servers", brokers), new ByteArrayDeserializer(), new ByteArrayDeserializer());
            decided = kafka.partitionsFor(Topics.DECIDED).stream()
                    .map(info -> new TopicPartition(Topics.DECIDED, info.partition()))
                    .toList();
            kafka.assign(decided);
        }

        Rate run(String name, Consumer<StreamExecutionEnvironment> define) throws InterruptedException {
            long before = written();
            StreamJob job = flink.submit(name, define);
            long deadline = System.nanoTime() + LIMIT_SECONDS * 1_000_000_000L;
            long begun = await(before + NOT_COUNTED, deadline);
            long begunNanos = System.nanoTime();
            long begunProcessor = process.getProcessCpuTime();
            long ended = await(before + PAYMENTS, deadline);
            double seconds = (System.nanoTime() - begunNanos) / 1e9;
            double processorSeconds = (process.getProcessCpuTime() - begunProcessor) / 1e9;
            job.stop();
            if (ended != before + PAYMENTS) {
                throw new IllegalStateException(name + " wrote " + (ended - before) + " records for " + PAYMENTS);
            }
            return new Rate((ended - begun) / seconds, (ended - begun) / processorSeconds);
        }

        private long await(long count, long deadline) throws InterruptedException {
            long written = written();
            while (written < count) {
                if (System.nanoTime() > deadline) {
                    throw new IllegalStateException(
                            (count - written) + " records are missing after " + LIMIT_SECONDS + " seconds");
                }
                Thread.sleep(5);
                written = written();
            }
            return written;
        }

        private long written() {
            return kafka.endOffsets(decided).values().stream()
                    .mapToLong(Long::longValue)
                    .sum();
        }

        @Override
        public void close() {
            kafka.close();
        }
    }
}
