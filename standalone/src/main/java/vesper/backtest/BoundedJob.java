package vesper.backtest;

import org.apache.flink.api.common.JobExecutionResult;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.JobManagerOptions;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.Collector;
import vesper.stream.ScreeningJob;
import vesper.stream.ScreeningSettings;
import vesper.stream.kafka.DeadLetter;
import vesper.stream.kafka.KafkaRecord;
import vesper.stream.screening.ScreeningStart;

/** Runs the screening job over a history, from nothing to its end, on a cluster of its own in this process. */
final class BoundedJob {
    private static final String LOOPBACK = "127.0.0.1";
    private static final MemorySize NETWORK = MemorySize.ofMebiBytes(64);

    private BoundedJob() {}

    /** Decides on all of the history. One subtask of each step: what is written comes in one order, the same each time. */
    static JobExecutionResult run(HistoryTopics history, ScreeningStart start, DecisionFile decisions)
            throws Exception {
        StreamExecutionEnvironment env = StreamExecutionEnvironment.createLocalEnvironment(1, cluster());
        DataStream<KafkaRecord> records = env.fromSequence(1, 1)
                .flatMap(history)
                .returns(TypeInformation.of(KafkaRecord.class))
                .name("history");
        DataStream<KafkaRecord> nothing = env.fromSequence(1, 1)
                .flatMap((Long once, Collector<KafkaRecord> out) -> {})
                .returns(TypeInformation.of(KafkaRecord.class))
                .name("control");
        ScreeningJob.define(records, nothing, start, decisions, new NoDeadLetters(), ScreeningSettings.of("none"));
        return env.execute("backtest");
    }

    private static Configuration cluster() {
        Configuration settings = new Configuration();
        settings.set(RestOptions.BIND_ADDRESS, LOOPBACK);
        settings.set(JobManagerOptions.BIND_HOST, LOOPBACK);
        settings.set(TaskManagerOptions.BIND_HOST, LOOPBACK);
        settings.set(TaskManagerOptions.NETWORK_MEMORY_MIN, NETWORK);
        settings.set(TaskManagerOptions.NETWORK_MEMORY_MAX, NETWORK);
        settings.set(StateBackendOptions.STATE_BACKEND, "hashmap");
        settings.set(PipelineOptions.GENERIC_TYPES, false);
        settings.set(PipelineOptions.OBJECT_REUSE, true);
        settings.set(CoreOptions.CLASSLOADER_RESOLVE_ORDER, "parent-first");
        settings.set(CoreOptions.CHECK_LEAKED_CLASSLOADER, false);
        return settings;
    }

    /** A history is made of whole events; one that the job cannot read would be our own mistake. */
    private static final class NoDeadLetters implements org.apache.flink.api.connector.sink2.Sink<DeadLetter> {
        @Override
        public org.apache.flink.api.connector.sink2.SinkWriter<DeadLetter> createWriter(
                org.apache.flink.api.connector.sink2.WriterInitContext context) {
            return new org.apache.flink.api.connector.sink2.SinkWriter<>() {
                @Override
                public void write(DeadLetter letter, Context where) {
                    throw new IllegalStateException("the job refused an event of the history: " + letter.reason());
                }

                @Override
                public void flush(boolean endOfInput) {}

                @Override
                public void close() {}
            };
        }
    }
}
