package vesper.stream;

import java.time.Duration;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ExternalizedCheckpointRetention;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.core.execution.CheckpointingMode;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** What the settings of both jobs have in common. */
final class StreamSettings {
    private StreamSettings() {}

    /**
     * Low latency, checkpoints that outlive the job, and no type in state or between operators that Flink would have to
     * guess how to serialise. Where checkpoints and state live is the environment's business.
     */
    static void apply(StreamExecutionEnvironment env, int parallelism, Duration checkpointInterval) {
        env.setParallelism(parallelism);
        env.setBufferTimeout(0);
        env.enableCheckpointing(checkpointInterval.toMillis(), CheckpointingMode.EXACTLY_ONCE);
        Configuration options = new Configuration();
        options.set(PipelineOptions.GENERIC_TYPES, false);
        options.set(PipelineOptions.OBJECT_REUSE, true);
        options.set(
                CheckpointingOptions.EXTERNALIZED_CHECKPOINT_RETENTION,
                ExternalizedCheckpointRetention.RETAIN_ON_CANCELLATION);
        env.configure(options);
    }

    static void requireText(String name, String value) {
        if (value.isBlank()) {
            throw new IllegalArgumentException(name + " is blank");
        }
    }

    static void requireParallelism(int parallelism) {
        requireWithin("parallelism", parallelism, 1, 128);
    }

    static void requireWithin(String name, int value, int least, int most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(name + " is " + value + ", not within " + least + " to " + most);
        }
    }

    static void requireAtLeast(String name, Duration value, Duration least) {
        if (value.compareTo(least) < 0) {
            throw new IllegalArgumentException(name + " is " + value + ", less than " + least);
        }
    }
}
