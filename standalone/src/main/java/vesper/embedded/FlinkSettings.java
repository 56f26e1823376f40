package vesper.embedded;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.apache.flink.configuration.BlobServerOptions;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.ClusterOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.ExecutionOptions;
import org.apache.flink.configuration.ExternalizedCheckpointRetention;
import org.apache.flink.configuration.JobManagerOptions;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.configuration.WebOptions;
import org.apache.flink.core.execution.RecoveryClaimMode;
import org.apache.flink.state.rocksdb.RocksDBConfigurableOptions;
import org.rocksdb.CompressionType;

/**
 * How the embedded Flink runs.
 *
 * @param checkpointInterval between the starts of two checkpoints: what a restart works off again, and what a cut-off reads again
 * @param parallelism subtasks of each operator that does not say otherwise
 * @param slots how many subtasks chains fit at once, over all jobs
 * @param managedMemory for RocksDB, over all slots
 */
public record FlinkSettings(Duration checkpointInterval, int parallelism, int slots, MemorySize managedMemory) {
    static final String LOOPBACK = "127.0.0.1";
    /**
     * A checkpoint stops the payments while each operator in turn writes what it keeps: some 60 ms every second, or 100 to 200
     * ms every half minute. With a checkpoint a second the slowest in a hundred payments are those that met one.
     */
    private static final Duration DEFAULT_INTERVAL = Duration.ofSeconds(30);

    /**
     * Half of it is the booking job's, which has no state. In what is left the histories of some 50,000 cards and of their customers
     * are at hand; with a quarter of it, reading them from disk and unpacking them was a fifth of all that a payment took.
     */
    private static final MemorySize MANAGED = MemorySize.ofMebiBytes(512);

    private static final int TOLERATED_CHECKPOINT_FAILURES = 10;

    /** The defaults, with the environment's {@code VESPER_CHECKPOINT_INTERVAL} (ISO 8601) if it is set. */
    public static FlinkSettings defaults() {
        String interval = System.getenv("VESPER_CHECKPOINT_INTERVAL");
        return new FlinkSettings(interval == null ? DEFAULT_INTERVAL : Duration.parse(interval), 2, 4, MANAGED);
    }

    public FlinkSettings withCheckpointInterval(Duration interval) {
        return new FlinkSettings(interval, parallelism, slots, managedMemory);
    }

    /** Configuration of the cluster; its passing files go to {@code scratch}. */
    Configuration cluster(Path scratch, int uiPort) {
        Configuration settings = new Configuration();
        settings.set(RestOptions.ADDRESS, LOOPBACK);
        settings.set(RestOptions.BIND_ADDRESS, LOOPBACK);
        settings.set(RestOptions.PORT, uiPort);
        settings.set(RestOptions.BIND_PORT, Integer.toString(uiPort));
        settings.set(JobManagerOptions.ADDRESS, LOOPBACK);
        settings.set(JobManagerOptions.BIND_HOST, LOOPBACK);
        settings.set(TaskManagerOptions.HOST, LOOPBACK);
        settings.set(TaskManagerOptions.BIND_HOST, LOOPBACK);
        // The page shows; it does not act. Nothing there asks who you are.
        settings.set(WebOptions.SUBMIT_ENABLE, false);
        settings.set(WebOptions.CANCEL_ENABLE, false);
        settings.set(WebOptions.RESCALE_ENABLE, false);

        settings.set(CoreOptions.TMP_DIRS, scratch.toString());
        settings.set(WebOptions.TMP_DIR, scratch.toString());
        settings.set(BlobServerOptions.STORAGE_DIRECTORY, scratch.toString());
        settings.set(ClusterOptions.PROCESS_WORKING_DIR_BASE, scratch.toString());

        settings.set(TaskManagerOptions.NUM_TASK_SLOTS, slots);
        settings.set(TaskManagerOptions.MANAGED_MEMORY_SIZE, managedMemory);
        settings.set(TaskManagerOptions.NETWORK_MEMORY_MIN, MemorySize.ofMebiBytes(64));
        settings.set(TaskManagerOptions.NETWORK_MEMORY_MAX, MemorySize.ofMebiBytes(64));

        // Jobs are classes of this very program.
        settings.set(CoreOptions.CLASSLOADER_RESOLVE_ORDER, "parent-first");
        settings.set(CoreOptions.CHECK_LEAKED_CLASSLOADER, false);
        return settings;
    }

    /** Configuration of one job that checkpoints into {@code checkpoints}. */
    Configuration job(String name, Path checkpoints, Optional<Path> restoreFrom) {
        Configuration settings = new Configuration();
        settings.set(PipelineOptions.NAME, name);
        settings.set(PipelineOptions.GENERIC_TYPES, false);
        settings.set(PipelineOptions.OBJECT_REUSE, true);
        settings.set(CoreOptions.DEFAULT_PARALLELISM, parallelism);
        settings.set(ExecutionOptions.BUFFER_TIMEOUT, Duration.ZERO);

        settings.set(StateBackendOptions.STATE_BACKEND, "rocksdb");
        settings.set(RocksDBConfigurableOptions.USE_BLOOM_FILTER, true);
        settings.set(RocksDBConfigurableOptions.COMPRESSION_PER_LEVEL, List.of(CompressionType.LZ4_COMPRESSION));
        settings.set(CheckpointingOptions.CHECKPOINT_STORAGE, "filesystem");
        settings.set(
                CheckpointingOptions.CHECKPOINTS_DIRECTORY, checkpoints.toUri().toString());
        settings.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, checkpointInterval);
        settings.set(CheckpointingOptions.CHECKPOINTING_TIMEOUT, Duration.ofMinutes(2));
        settings.set(CheckpointingOptions.INCREMENTAL_CHECKPOINTS, true);
        settings.set(CheckpointingOptions.TOLERABLE_FAILURE_NUMBER, TOLERATED_CHECKPOINT_FAILURES);
        settings.set(
                CheckpointingOptions.EXTERNALIZED_CHECKPOINT_RETENTION,
                ExternalizedCheckpointRetention.RETAIN_ON_CANCELLATION);

        settings.set(RestartStrategyOptions.RESTART_STRATEGY, "exponential-delay");
        settings.set(RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_INITIAL_BACKOFF, Duration.ofMillis(200));
        settings.set(RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_MAX_BACKOFF, Duration.ofSeconds(10));
        settings.set(
                RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_RESET_BACKOFF_THRESHOLD,
                Duration.ofMinutes(1));

        restoreFrom.ifPresent(checkpoint -> {
            settings.set(StateRecoveryOptions.SAVEPOINT_PATH, checkpoint.toUri().toString());
            // The new run owns nothing of the old one: its first checkpoint is full, and then the old folder can go.
            settings.set(StateRecoveryOptions.RESTORE_MODE, RecoveryClaimMode.NO_CLAIM);
        });
        return settings;
    }
}
