package vesper.embedded;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.apache.flink.runtime.jobgraph.JobGraph;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vesper.home.Home;

/**
 * A Flink cluster inside this process, with the checkpoints of each job in the home. A job that is submitted goes on from
 * its newest complete checkpoint, whether the process before this one stopped or was killed.
 */
public final class EmbeddedFlink implements AutoCloseable {
    static final Duration LIMIT = Duration.ofSeconds(60);
    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedFlink.class);

    private final Path folder;
    private final FlinkSettings settings;
    private final MiniCluster cluster;
    private final URI ui;
    private final Map<String, StreamJob> jobs = new ConcurrentHashMap<>();

    private EmbeddedFlink(Path folder, FlinkSettings settings, MiniCluster cluster, URI ui) {
        this.folder = folder;
        this.settings = settings;
        this.cluster = cluster;
        this.ui = ui;
    }

    /**
     * Starts the cluster with its web page.
     *
     * @throws EmbeddedServerException if it does not start
     */
    public static EmbeddedFlink start(Home home, FlinkSettings settings) {
        Path folder = home.flink();
        try {
            Path scratch = folder.resolve("scratch");
            Folders.delete(scratch);
            Files.createDirectories(scratch);
            MiniCluster cluster = new MiniCluster(new MiniClusterConfiguration.Builder()
                    .setConfiguration(settings.cluster(scratch, home.ports().flink()))
                    .setNumTaskManagers(1)
                    .setNumSlotsPerTaskManager(settings.slots())
                    .setCommonBindAddress(FlinkSettings.LOOPBACK)
                    .build());
            cluster.start();
            return new EmbeddedFlink(folder, settings, cluster, within(cluster.getRestAddress(), "start"));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new EmbeddedServerException("interrupted while Flink was starting", e);
        } catch (Exception e) {
            throw new EmbeddedServerException("Flink does not start in " + folder + ": " + e.getMessage(), e);
        }
    }

    /** Address of the web page that shows the jobs. */
    public URI ui() {
        return ui;
    }

    /**
     * Submits a job, restored from its newest complete checkpoint if it has one. Returns when the cluster has taken the
     * job; {@link StreamJob#awaitRunning} waits until it works.
     *
     * @param name names the job and its folder of checkpoints; the same from start to start
     * @param define builds the pipeline in the environment it is given and does not execute it; every operator has a uid
     * @throws IllegalStateException if the job of this name still runs
     * @throws EmbeddedServerException if the cluster does not take it
     */
    public synchronized StreamJob submit(String name, Consumer<StreamExecutionEnvironment> define) {
        StreamJob before = jobs.get(name);
        if (before != null && !before.hasEnded()) {
            throw new IllegalStateException("the job " + name + " already runs");
        }
        try {
            Path checkpoints = folder.resolve(name);
            Files.createDirectories(checkpoints);
            CheckpointFolder kept = new CheckpointFolder(checkpoints);
            kept.prune();
            Optional<Path> restoreFrom = kept.newestComplete();
            StreamExecutionEnvironment environment =
                    new StreamExecutionEnvironment(settings.job(name, checkpoints, restoreFrom));
            define.accept(environment);
            JobGraph graph = environment.getStreamGraph().getJobGraph();
            within(cluster.submitJob(graph), "take the job " + name);
            LOG.info(
                    "job {} submitted, {}",
                    name,
                    restoreFrom.map(from -> "restored from " + from).orElse("new"));
            StreamJob job = new StreamJob(name, graph.getJobID(), cluster, restoreFrom);
            jobs.put(name, job);
            return job;
        } catch (IOException e) {
            throw new EmbeddedServerException("cannot use the checkpoints of " + name + ": " + e.getMessage(), e);
        }
    }

    /** The jobs that were submitted, by name, also those that have ended. */
    public Map<String, StreamJob> jobs() {
        return Map.copyOf(jobs);
    }

    /** Stops every job, whose checkpoints stay, and then the cluster. Harmless when repeated. */
    @Override
    public void close() {
        if (!cluster.isRunning()) {
            return;
        }
        jobs.values().forEach(StreamJob::cancel);
        jobs.values().forEach(StreamJob::stop);
        within(cluster.closeAsync(), "stop");
    }

    static <T> T within(CompletableFuture<T> answer, String what) {
        try {
            return answer.get(LIMIT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new EmbeddedServerException("interrupted while Flink was asked to " + what, e);
        } catch (ExecutionException e) {
            throw new EmbeddedServerException("Flink does not " + what + ": " + innermost(e), e);
        } catch (TimeoutException e) {
            throw new EmbeddedServerException(
                    "Flink does not " + what + " within " + LIMIT.toSeconds() + " seconds", e);
        }
    }

    private static String innermost(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause.toString();
    }
}
