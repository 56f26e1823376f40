package vesper.stream;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.flink.api.common.JobExecutionResult;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.JobManagerOptions;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.RecoveryClaimMode;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** A job on a Flink cluster in this process that starts from the newest complete checkpoint in its folder, if there is one. */
final class RunningJob implements AutoCloseable {
    private final JobClient client;

    private final CompletableFuture<JobExecutionResult> ended;

    private RunningJob(JobClient client) {
        this.client = client;
        ended = client.getJobExecutionResult();
    }

    static RunningJob start(Path checkpoints, Consumer<StreamExecutionEnvironment> definition) throws Exception {
        return start(checkpoints, "hashmap", definition);
    }

    static RunningJob start(Path checkpoints, String backend, Consumer<StreamExecutionEnvironment> definition)
            throws Exception {
        Configuration options = new Configuration();
        options.set(CheckpointingOptions.CHECKPOINT_STORAGE, "filesystem");
        options.set(
                CheckpointingOptions.CHECKPOINTS_DIRECTORY, checkpoints.toUri().toString());
        options.set(StateBackendOptions.STATE_BACKEND, backend);
        options.set(JobManagerOptions.BIND_HOST, "127.0.0.1");
        options.set(TaskManagerOptions.BIND_HOST, "127.0.0.1");
        options.set(RestOptions.BIND_ADDRESS, "127.0.0.1");
        options.set(TaskManagerOptions.NETWORK_MEMORY_MIN, MemorySize.ofMebiBytes(64));
        options.set(TaskManagerOptions.NETWORK_MEMORY_MAX, MemorySize.ofMebiBytes(64));
        options.set(TaskManagerOptions.MANAGED_MEMORY_SIZE, MemorySize.ofMebiBytes(64));
        newestComplete(checkpoints).ifPresent(checkpoint -> {
            options.set(StateRecoveryOptions.SAVEPOINT_PATH, checkpoint.toUri().toString());
            options.set(StateRecoveryOptions.RESTORE_MODE, RecoveryClaimMode.CLAIM);
        });
        StreamExecutionEnvironment env = StreamExecutionEnvironment.createLocalEnvironment(4, options);
        definition.accept(env);
        return new RunningJob(env.executeAsync());
    }

    /** The checkpoint of the highest number whose metadata is written. */
    static Optional<Path> newestComplete(Path checkpoints) throws IOException {
        if (!Files.isDirectory(checkpoints)) {
            return Optional.empty();
        }
        try (Stream<Path> files = Files.walk(checkpoints, 3)) {
            return files.filter(file -> file.endsWith("_metadata"))
                    .map(Path::getParent)
                    .max(Comparator.comparingLong(RunningJob::modified));
        }
    }

    private static long modified(Path checkpoint) {
        try {
            return Files.getLastModifiedTime(checkpoint.resolve("_metadata")).toMillis();
        } catch (IOException e) {
            return 0;
        }
    }

    boolean isRunning() {
        return !ended.isDone();
    }

    /** Ends the job with a savepoint in a folder of its own below this one, which is returned. */
    Path endWithSavepoint(Path folder) throws Exception {
        return Path.of(
                URI.create(client.stopWithSavepoint(false, folder.toUri().toString(), SavepointFormatType.CANONICAL)
                        .get(60, TimeUnit.SECONDS)));
    }

    /** Ends the job as it stands: no last checkpoint, no flush. */
    @Override
    public void close() {
        if (isRunning()) {
            client.cancel();
        }
        ended.handle((result, cancelled) -> cancelled)
                .orTimeout(30, TimeUnit.SECONDS)
                .join();
    }
}
