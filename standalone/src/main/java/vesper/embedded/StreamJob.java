package vesper.embedded;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.runtime.execution.ExecutionState;
import org.apache.flink.runtime.executiongraph.AccessExecutionGraph;
import org.apache.flink.runtime.executiongraph.AccessExecutionVertex;
import org.apache.flink.runtime.executiongraph.ErrorInfo;
import org.apache.flink.runtime.jobmaster.JobResult;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A job on the embedded cluster. Safe for use by many threads. */
public final class StreamJob {
    private static final Logger LOG = LoggerFactory.getLogger(StreamJob.class);
    private static final Duration PAUSE = Duration.ofMillis(20);

    private final String name;
    private final JobID id;
    private final MiniCluster cluster;
    private final Optional<Path> restoredFrom;

    /** Done when the job has ended for good. */
    private final CompletableFuture<JobResult> end;

    StreamJob(String name, JobID id, MiniCluster cluster, Optional<Path> restoredFrom) {
        this.name = name;
        this.id = id;
        this.cluster = cluster;
        this.restoredFrom = restoredFrom;
        this.end = cluster.requestJobResult(id).whenComplete((result, noAnswer) -> {
            if (result != null && result.getSerializedThrowable().isPresent()) {
                LOG.error(
                        "job {} has failed for good",
                        name,
                        result.getSerializedThrowable().get());
            }
        });
    }

    public String name() {
        return name;
    }

    /** The checkpoint that this run went on from. */
    public Optional<Path> restoredFrom() {
        return restoredFrom;
    }

    /** What Flink says of the job. {@code RUNNING} is said before its tasks run; see {@link #isRunning}. */
    public JobStatus status() {
        if (hasEnded()) {
            return EmbeddedFlink.within(end, "tell how " + name + " ended")
                    .getApplicationStatus()
                    .deriveJobStatus();
        }
        return EmbeddedFlink.within(cluster.getJobStatus(id), "tell the status of " + name);
    }

    /** Whether every task of the job runs now: the job's health. */
    public boolean isRunning() {
        if (hasEnded()) {
            return false;
        }
        AccessExecutionGraph graph = graph();
        if (graph.getState() != JobStatus.RUNNING) {
            return false;
        }
        for (AccessExecutionVertex task : graph.getAllExecutionVertices()) {
            if (task.getExecutionState() != ExecutionState.RUNNING) {
                return false;
            }
        }
        return true;
    }

    /** Why the job failed last, whether it was restarted since or not. */
    public Optional<String> failure() {
        ErrorInfo failure = graph().getFailureInfo();
        return Optional.ofNullable(failure).map(ErrorInfo::getExceptionAsString);
    }

    /**
     * Waits until every task runs.
     *
     * @throws EmbeddedServerException if the job ends or does not get there in time; the message says why
     */
    public void awaitRunning(Duration limit) {
        long deadline = System.nanoTime() + limit.toNanos();
        while (!isRunning()) {
            if (hasEnded() || System.nanoTime() > deadline) {
                throw new EmbeddedServerException("the job " + name + " does not run, it is " + status()
                        + failure().map(why -> ": " + why).orElse(""));
            }
            Pauses.pause(PAUSE);
        }
    }

    /** Ends the job and waits until it has. Its newest checkpoint stays, and a next run goes on from there. */
    public void stop() {
        cancel();
        EmbeddedFlink.within(end, "stop the job " + name);
    }

    /** Asks the job to end; {@link #stop} tells when it has. A job that is ending already refuses, which is as good. */
    @SuppressWarnings("FutureReturnValueIgnored") // the answer that counts is the end of the job
    void cancel() {
        if (!hasEnded()) {
            cluster.cancelJob(id);
        }
    }

    boolean hasEnded() {
        return end.isDone();
    }

    private AccessExecutionGraph graph() {
        return EmbeddedFlink.within(cluster.getExecutionGraph(id), "show the job " + name);
    }
}
