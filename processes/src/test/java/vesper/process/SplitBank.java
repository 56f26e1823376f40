package vesper.process;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.sql.DataSource;
import vesper.bank.TestPorts;
import vesper.cli.BankDatabase;
import vesper.embedded.DatabaseAddress;
import vesper.embedded.EmbeddedPostgres;
import vesper.feed.ApiClient;
import vesper.home.Home;
import vesper.home.Ports;
import vesper.home.Secrets;
import vesper.stream.BookingJob;
import vesper.stream.ScreeningJob;

/** The bank as a cluster runs it: every part a process, against servers in other processes, behind a gateway. */
final class SplitBank implements AutoCloseable {
    private static final String CLIENT = "shop";
    private static final Set<String> SERVERS = Set.of("database", "kafka");
    private static final Set<String> BESIDE_PAYMENTS = Set.of("api-accounts", "console", "batch");
    private static final String SCOPES =
            "payments:write payments:history accounts:read onboarding loans:quote loans:apply loans:read loans:repay";

    private final Map<String, Part> parts = new LinkedHashMap<>();
    private final Map<String, Integer> management = new LinkedHashMap<>();
    private final List<Integer> flinkMetrics = new ArrayList<>();
    private final Path logs;
    private final Path secrets;
    private final DatabaseAddress database;
    private final Ports kafka;
    private final SecuredKafka secured;
    private final Ports mail = Ports.anyFree();
    private final int consolePort = TestPorts.free();
    private final int accountsPort = TestPorts.free();
    private final int paymentsPort = TestPorts.free();
    private final Gateway gateway;
    private final Path earlier;

    /** Starts all of it and returns when every part is ready. */
    SplitBank(Path folder) throws Exception {
        this(folder, null);
    }

    /**
     * Starts the processes of an earlier release on the schema of this one.
     *
     * @param earlier what the earlier image has under /app; null: all is of this release
     */
    SplitBank(Path folder, Path earlier) throws Exception {
        this.earlier = earlier;
        logs = Files.createDirectories(folder.resolve("logs"));
        secrets = Files.createDirectories(folder.resolve("secrets"));
        Path databaseHome = folder.resolve("database");
        Path kafkaHome = folder.resolve("kafka");
        Ports ports = Ports.anyFree();
        Part databaseServer = server("database", databaseHome, ports);
        kafka = Ports.anyFree();
        secured = new SecuredKafka(folder.resolve("kafka-keys"), secrets);
        secured.configure(kafkaHome, kafka);
        Part kafkaServer = server("kafka", kafkaHome, kafka);
        databaseServer.awaitReady();
        kafkaServer.awaitReady();
        secured.register(bootstrapServers());
        database =
                EmbeddedPostgres.addressOf(ports, Home.secretsOf(databaseHome).text(Secrets.DATABASE_PASSWORD));
        writeSecrets();
        gateway = new Gateway(Map.of(
                "/oauth2", accountsPort, "/v1", accountsPort, "/v1/payments", paymentsPort, "/operator", consolePort));

        try {
            startProcesses(folder, ports);
        } catch (Exception | Error e) {
            close();
            throw e;
        }
    }

    private void startProcesses(Path folder, Ports ports) throws Exception {
        Part migration = Part.ofTheBank(Migration.class, "migration", environment(0, 0, Map.of()), logs, 1)
                .start();
        if (migration.awaitEnd() != 0) {
            throw new IllegalStateException(migration.lastLines());
        }
        add(
                OnlineApiProcess.class,
                "api-accounts",
                accountsPort,
                // An earlier release may not know all of them by name.
                Map.of("VESPER_SERVICES", earlier == null ? "auth,accounts,cards,loans,notifications" : ""));
        add(OnlineApiProcess.class, "api-payments", paymentsPort, Map.of("VESPER_SERVICES", "payments"));
        add(ConsoleProcess.class, "console", consolePort, Map.of());
        add(
                BatchProcess.class,
                "batch",
                0,
                Map.of(
                        "VESPER_SMTP_HOST",
                        "127.0.0.1",
                        "VESPER_SMTP_PORT",
                        Integer.toString(mail.smtp()),
                        "VESPER_ARCHIVE_FOLDER",
                        folder.resolve("archive").toString()));
        add(RelayProcess.class, "relay", 0, Map.of());
        add(FlinkParts.of(
                streamClassPath(), ScreeningJob.class, "screening", environment(0, 0, Map.of()), folder, logs));
        add(FlinkParts.of(streamClassPath(), BookingJob.class, "booking", environment(0, 0, Map.of()), folder, logs));
        parts.values().forEach(Part::awaitReady);
    }

    private Part server(String kind, Path home, Ports ports) {
        Part server = Part.server(
                kind,
                Map.of(),
                logs,
                null,
                List::of,
                Servers.class.getName(),
                kind,
                home.toString(),
                Integer.toString(ports.base()));
        parts.put(kind, server.start());
        return server;
    }

    private void add(Class<?> main, String name, int port, Map<String, String> more) throws IOException {
        int managementPort = TestPorts.free();
        management.put(name, managementPort);
        parts.put(
                name,
                Part.ofTheBank(classPath(), main, name, environment(port, managementPort, more), logs, managementPort)
                        .start());
    }

    private String classPath() {
        return earlier == null ? Part.bankClassPath() : Part.jarsOf(earlier);
    }

    private String streamClassPath() {
        String ofTests = System.getProperty("java.class.path");
        // Flink is no part of the image of processes; of what is in both, the earlier one's comes first.
        return earlier == null
                ? ofTests
                : Part.jarsOf(earlier.resolve("snapshot-dependencies")) + java.io.File.pathSeparator + ofTests;
    }

    /** Ends a process of an earlier release and starts the one of this release in its place, as a rolling update does. */
    void update(Class<?> main, String name, Map<String, String> more) throws InterruptedException {
        Part part = parts.get(name);
        part.terminate();
        int port = Map.of("api-accounts", accountsPort, "api-payments", paymentsPort, "console", consolePort)
                .getOrDefault(name, 0);
        Part updated = Part.ofTheBank(
                        main, name, environment(port, management.get(name), more), logs, management.get(name))
                .start();
        parts.put(name, updated);
        updated.awaitReady();
    }

    /** A process that works on ranges of closes, started and not waited for; it is named so among the database's sessions too. */
    Part startWorker(String name) {
        int managementPort = TestPorts.free();
        Map<String, String> more = Map.of(
                "VESPER_WORKER_THREADS",
                "1",
                "VESPER_DB_URL",
                database.url() + (database.url().contains("?") ? "&" : "?") + "ApplicationName=" + name);
        return Part.ofTheBank(WorkerProcess.class, name, environment(0, managementPort, more), logs, managementPort)
                .start();
    }

    private void add(FlinkParts flink) {
        flinkMetrics.addAll(flink.metricsPorts());
        for (Part part : List.of(flink.jobManager(), flink.taskManager())) {
            parts.put(part.name(), part.start());
        }
    }

    private Map<String, String> environment(int port, int managementPort, Map<String, String> more) {
        Map<String, String> environment = new HashMap<>(Map.of(
                "VESPER_ADDRESS",
                "127.0.0.1",
                "VESPER_PORT",
                Integer.toString(port),
                "VESPER_MANAGEMENT_PORT",
                Integer.toString(managementPort),
                "VESPER_DB_URL",
                database.url(),
                "VESPER_DB_USER",
                database.user(),
                "VESPER_SECRETS",
                secrets.toString(),
                "VESPER_CLIENT",
                CLIENT,
                "VESPER_CLIENT_SCOPES",
                SCOPES,
                "VESPER_ADMINISTRATOR",
                "adam"));
        // The releases before it do not know of secured Kafka.
        environment.putAll(earlier == null ? secured.environment() : Map.of("VESPER_KAFKA", bootstrapServers()));
        // A month and a quarter end on the second day.
        environment.put("VESPER_FIRST_DAY", "2026-06-29");
        // There are workers only beside this release.
        environment.put("VESPER_BATCH_WORKERS", earlier == null ? "kafka" : "threads");
        environment.put(
                "VESPER_DOCUMENT_KEYSTORE", secrets.resolve("document-key.p12").toString());
        // The database of the tests has few.
        environment.put("VESPER_DB_POOL", "6");
        // What clients ask to be traced is written to the log.
        environment.put("OTEL_JAVA_GLOBAL_AUTOCONFIGURE_ENABLED", "true");
        environment.put("OTEL_TRACES_EXPORTER", "console");
        environment.put("OTEL_TRACES_SAMPLER", "parentbased_always_off");
        environment.put("OTEL_METRICS_EXPORTER", "none");
        environment.put("OTEL_LOGS_EXPORTER", "none");
        environment.put("LOGGING_LEVEL_IO_OPENTELEMETRY", "info");
        environment.putAll(more);
        return environment;
    }

    /** Those that the shipped script draws, and the password of this database. */
    private void writeSecrets() throws IOException, InterruptedException {
        Process drawn = new ProcessBuilder("sh", "../deploy/secrets.sh", secrets.toString())
                .inheritIO()
                .start();
        if (drawn.waitFor() != 0) {
            throw new IllegalStateException("no secrets");
        }
        Files.writeString(secrets.resolve("db-password"), database.password() + "\n");
    }

    Part part(String name) {
        return parts.get(name);
    }

    /** Where a mail server is to listen; until one does, the bank's mails wait. */
    Ports mail() {
        return mail;
    }

    /**
     * Every process, the servers first, in the company in which it is killed: what payments pass through dies alone, the others as with a
     * machine that they all ran on.
     */
    List<List<Part>> deaths() {
        List<List<Part>> deaths = new ArrayList<>();
        List<Part> beside = new ArrayList<>();
        parts.forEach((name, part) -> {
            if (!BESIDE_PAYMENTS.contains(name)) {
                deaths.add(List.of(part));
            } else {
                if (beside.isEmpty()) {
                    deaths.add(beside);
                }
                beside.add(part);
            }
        });
        return deaths;
    }

    /** The address of health and metrics of a process of the bank. */
    URI management(String part, String path) {
        return URI.create("http://127.0.0.1:" + management.get(part) + path);
    }

    /** Where Prometheus finds each job's metrics: name and ports. */
    Map<String, List<Integer>> scraped() {
        Map<String, List<Integer>> ports = new LinkedHashMap<>();
        management.forEach((part, port) -> ports.put(part, List.of(port)));
        ports.put("flink", flinkMetrics);
        return ports;
    }

    URI accountsApi() {
        return URI.create("http://127.0.0.1:" + accountsPort);
    }

    URI paymentsApi() {
        return URI.create("http://127.0.0.1:" + paymentsPort);
    }

    URI console() {
        return URI.create("http://127.0.0.1:" + consolePort);
    }

    URI gateway() {
        return gateway.address();
    }

    /** Of the broker, for the tests themselves: the processes have a listener that asks more of them. */
    String bootstrapServers() {
        return "127.0.0.1:" + kafka.kafka();
    }

    ApiClient client() throws IOException {
        return new ApiClient(new ApiClient.Credentials(gateway.address(), CLIENT, secret("client-secret"), SCOPES));
    }

    String secret(String name) throws IOException {
        return Files.readString(secrets.resolve(name)).strip();
    }

    DataSource dataSource() {
        return BankDatabase.pool(database, 2);
    }

    @Override
    public void close() {
        gateway.close();
        List<Part> reversed = new ArrayList<>(parts.values());
        Collections.reverse(reversed);
        reversed.parallelStream().filter(part -> !SERVERS.contains(part.name())).forEach(Part::close);
        reversed.forEach(Part::close);
    }
}
