package vesper.bench;

import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import vesper.bank.Bank;
import vesper.cli.BankDatabase;
import vesper.cli.CommandFailure;
import vesper.embedded.DatabaseAddress;
import vesper.embedded.EmbeddedKafka;
import vesper.embedded.EmbeddedPostgres;
import vesper.home.Home;
import vesper.home.Ports;

/**
 * Seconds from the start of the online API, as its container starts it ({@code deploy/run.sh}, with the archive of classes), to
 * the first probe that finds it ready. PostgreSQL and Kafka run, and the schema is there, as on a cluster.
 */
final class ApiStartBenchmark implements Benchmark {
    private static final double LIMIT_SECONDS = 6;
    private static final int PATIENCE_SECONDS = 120;
    private static final int PAUSE_MS = 5;

    private final HttpClient http = HttpClient.newHttpClient();

    @Override
    public void run(Settings settings, Consumer<Figure> figures) throws Exception {
        String vesper = System.getProperty("vesper.command");
        if (vesper == null) {
            throw new CommandFailure("the start can only be measured by the script: ./vesper bench api-start");
        }
        Path deploy = Path.of(vesper).resolveSibling("deploy");
        Path app = settings.folder().resolve("app");
        settings.progress().accept("api-start: building what the image holds");
        sh(settings.folder(), deploy.resolve("app.sh"), app);
        Path secrets = settings.folder().resolve("secrets");
        sh(settings.folder(), deploy.resolve("secrets.sh"), secrets);
        try (Home home = Home.open(
                        settings.folder().resolve("home"), Ports.anyFree().base());
                EmbeddedPostgres postgres = EmbeddedPostgres.start(home);
                EmbeddedKafka kafka = EmbeddedKafka.start(home)) {
            DatabaseAddress database = postgres.address();
            Files.writeString(secrets.resolve("db-password"), database.password());
            try (HikariDataSource pool = BankDatabase.pool(database, 2)) {
                Bank.migrate(pool);
                new Bank(pool).businessDates().open(LocalDate.now(Clock.systemUTC()));
            }
            Map<String, String> environment = Map.of(
                    "VESPER_DB_URL", database.url(),
                    "VESPER_DB_USER", database.user(),
                    "VESPER_KAFKA", kafka.bootstrapServers(),
                    "VESPER_SECRETS", secrets.toString(),
                    "VESPER_ADDRESS", "127.0.0.1");
            List<Double> seconds = new ArrayList<>();
            for (int round = 1; round <= settings.rounds(); round++) {
                double taken = start(app, environment, settings.folder().resolve("api.log"));
                seconds.add(taken);
                settings.progress()
                        .accept(String.format(
                                Locale.ROOT, "api-start: round %d of %d, %.2f s", round, settings.rounds(), taken));
            }
            figures.accept(Figure.against("start.api", seconds, "s", "6-s", List.of(LIMIT_SECONDS)));
        }
    }

    private double start(Path app, Map<String, String> environment, Path log) throws IOException, InterruptedException {
        Ports ports = Ports.anyFree();
        int management = ports.base() + 1;
        ProcessBuilder builder = new ProcessBuilder(app.resolve("run.sh").toString(), "OnlineApiProcess")
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment().putAll(environment);
        builder.environment()
                .putAll(Map.of(
                        "VESPER_PORT", Integer.toString(ports.base()),
                        "VESPER_MANAGEMENT_PORT", Integer.toString(management)));
        URI readiness = URI.create("http://127.0.0.1:" + management + "/actuator/health/readiness");
        long begun = System.nanoTime();
        Process process = builder.start();
        try {
            while (!isReady(readiness)) {
                boolean late = System.nanoTime() - begun > TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
                if (late || !process.isAlive()) {
                    throw new CommandFailure("the API did not start: " + Files.readString(log));
                }
                TimeUnit.MILLISECONDS.sleep(PAUSE_MS);
            }
            return (System.nanoTime() - begun) / 1e9;
        } finally {
            process.destroy();
            process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
        }
    }

    private boolean isReady(URI readiness) throws InterruptedException {
        try {
            return http.send(HttpRequest.newBuilder(readiness).build(), BodyHandlers.discarding())
                            .statusCode()
                    == 200;
        } catch (IOException e) {
            // Nobody listens yet.
            return false;
        }
    }

    private static void sh(Path folder, Path script, Path argument) throws IOException, InterruptedException {
        Path log = folder.resolve("build.log");
        Process process = new ProcessBuilder("sh", script.toString(), argument.toString())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
        if (process.waitFor() != 0) {
            throw new CommandFailure(script.getFileName() + " failed: " + Files.readString(log));
        }
    }
}
