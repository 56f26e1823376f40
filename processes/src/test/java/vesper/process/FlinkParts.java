package vesper.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.flink.container.entrypoint.StandaloneApplicationClusterEntryPoint;
import org.apache.flink.runtime.taskexecutor.TaskManagerRunner;
import vesper.bank.TestPorts;

/**
 * One Flink application as a cluster runs it: a job manager that has the job's main class and a task manager, each a process.
 * A job manager that starts again goes on from the newest complete checkpoint, which on a cluster Flink's high availability
 * finds.
 */
record FlinkParts(Part jobManager, Part taskManager, List<Integer> metricsPorts) {
    static FlinkParts of(
            String classPath, Class<?> job, String name, Map<String, String> environment, Path folder, Path logs)
            throws IOException {
        Path conf = Files.createDirectories(folder.resolve(name));
        Path checkpoints = Files.createDirectories(conf.resolve("checkpoints"));
        int rpc = TestPorts.free();
        int rest = TestPorts.free();
        int jobManagerMetrics = TestPorts.free();
        int taskManagerMetrics = TestPorts.free();
        Files.writeString(conf.resolve("config.yaml"), """
                jobmanager.rpc.address: 127.0.0.1
                jobmanager.rpc.port: %d
                jobmanager.bind-host: 127.0.0.1
                rest.address: 127.0.0.1
                rest.bind-address: 127.0.0.1
                rest.port: %d
                rest.bind-port: "%d"
                taskmanager.host: 127.0.0.1
                taskmanager.bind-host: 127.0.0.1
                taskmanager.numberOfTaskSlots: 1
                taskmanager.cpu.cores: 1.0
                taskmanager.memory.framework.heap.size: 64m
                taskmanager.memory.framework.off-heap.size: 64m
                taskmanager.memory.task.heap.size: 192m
                taskmanager.memory.task.off-heap.size: 64m
                taskmanager.memory.network.min: 64m
                taskmanager.memory.network.max: 64m
                taskmanager.memory.managed.size: 64m
                taskmanager.memory.jvm-metaspace.size: 128m
                taskmanager.memory.jvm-overhead.min: 128m
                taskmanager.memory.jvm-overhead.max: 128m
                heartbeat.interval: 1000
                heartbeat.timeout: 8000
                cluster.registration.error-delay: 500ms
                classloader.resolve-order: parent-first
                state.backend.type: rocksdb
                execution.checkpointing.storage: filesystem
                execution.checkpointing.dir: %s
                execution.checkpointing.externalized-checkpoint-retention: RETAIN_ON_CANCELLATION
                execution.checkpointing.tolerable-failed-checkpoints: 10
                execution.state-recovery.claim-mode: NO_CLAIM
                restart-strategy.type: exponential-delay
                restart-strategy.exponential-delay.initial-backoff: 200ms
                restart-strategy.exponential-delay.max-backoff: 5s
                metrics.reporters: prom
                metrics.reporter.prom.factory.class: org.apache.flink.metrics.prometheus.PrometheusReporterFactory
                io.tmp.dirs: %s
                """.formatted(
                        rpc, rest, rest, checkpoints.toUri(), Files.createDirectories(conf.resolve("tmp"))));
        Part jobManager = Part.server(
                classPath,
                name + "-job-manager",
                environment,
                logs,
                URI.create("http://127.0.0.1:" + rest + "/overview"),
                () -> newest(checkpoints)
                        .map(from -> List.of("-Dexecution.state-recovery.path=" + from.toUri()))
                        .orElse(List.of()),
                StandaloneApplicationClusterEntryPoint.class.getName(),
                "--configDir",
                conf.toString(),
                "-Dmetrics.reporter.prom.port=" + jobManagerMetrics,
                "--job-classname",
                job.getName());
        Part taskManager = Part.server(
                classPath,
                name + "-task-manager",
                environment,
                logs,
                URI.create("http://127.0.0.1:" + rest + "/taskmanagers"),
                List::of,
                TaskManagerRunner.class.getName(),
                "--configDir",
                conf.toString(),
                "-Dmetrics.reporter.prom.port=" + taskManagerMetrics);
        return new FlinkParts(jobManager, taskManager, List.of(jobManagerMetrics, taskManagerMetrics));
    }

    private static Optional<Path> newest(Path checkpoints) {
        try (Stream<Path> files = Files.walk(checkpoints)) {
            return files.filter(file -> file.endsWith("_metadata"))
                    .max(Comparator.comparingLong(file -> file.toFile().lastModified()))
                    .map(Path::getParent);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
