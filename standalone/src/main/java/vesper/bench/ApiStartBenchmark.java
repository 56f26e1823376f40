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
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import vesper.bank.Bank;
import vesper.cli.BankDatabase;
import vesper.cli.CommandFailure;
import vesper.embedded.DatabaseAddress;
import vesper.embedded.EmbeddedKafka;
import vesper.embedded.EmbeddedPostgres;
import vesper.home.Home;
import vesper.home.Ports;

/**
 * Seconds from the start of the online API, as its container starts it ({@code deploy/run.sh}, with the archive of the libraries), to
 * the first probe that finds it ready. The schema is there, as on a cluster, and PostgreSQL and Kafka have seen two starts. The Java
 * is that of the image where there is one beside the Java of this command, or what {@code JAVA_HOME} names.
 */
final class ApiStartBenchmark implements Benchmark {
    private static final double LIMIT_SECONDS = 6;
    /** Older Java has no archive of this kind; the start is then measured without one. */
    private static final int FIRST_WITH_ARCHIVE = 25;

    /** Not counted: meanwhile the servers, which share the machine, have been compiled. */
    private static final int STARTS_BEFORE = 2;

    private static final int PATIENCE_SECONDS = 120;
    /** Between probes: seldom enough that they take nothing from the start. */
    private static final int PAUSE_MS = 25;

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
        Java java = Java.ofTheImage(deploy.resolveSibling("Dockerfile"));
        Map<String, String> javaHome = Map.of("JAVA_HOME", java.home().toString());
        sh(settings.folder(), javaHome, deploy.resolve("app.sh"), app);
        if (java.version() >= FIRST_WITH_ARCHIVE) {
            settings.progress().accept("api-start: rehearsing for the archive of the libraries");
            sh(settings.folder(), javaHome, deploy.resolve("archive.sh"), app, Path.of(vesper));
        }
        Path secrets = settings.folder().resolve("secrets");
        sh(settings.folder(), javaHome, deploy.resolve("secrets.sh"), secrets);
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
                    "JAVA_HOME", java.home().toString(),
                    "VESPER_DB_URL", database.url(),
                    "VESPER_DB_USER", database.user(),
                    "VESPER_KAFKA", kafka.bootstrapServers(),
                    "VESPER_SECRETS", secrets.toString(),
                    "VESPER_ADDRESS", "127.0.0.1");
            for (int round = 1; round <= STARTS_BEFORE; round++) {
                start(app, environment, settings.folder().resolve("api.log"));
            }
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

    private static void sh(Path folder, Map<String, String> environment, Path script, Path... arguments)
            throws IOException, InterruptedException {
        Path log = folder.resolve("build.log");
        List<String> command = new ArrayList<>(List.of("sh", script.toString()));
        for (Path argument : arguments) {
            command.add(argument.toString());
        }
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().putAll(environment);
        Process process = builder.start();
        if (process.waitFor() != 0) {
            throw new CommandFailure(script.getFileName() + " failed: " + Files.readString(log));
        }
    }

    /** An installed Java. */
    private record Java(Path home, int version) {
        private static final Pattern OF_THE_IMAGE = Pattern.compile("FROM eclipse-temurin:(\\d+)-jre");
        private static final Pattern OF_A_RELEASE = Pattern.compile("(?m)^JAVA_VERSION=\"(\\d+)");

        static Java ofTheImage(Path dockerfile) throws IOException {
            String chosen = System.getenv("JAVA_HOME");
            Java own = at(Path.of(chosen == null ? System.getProperty("java.home") : chosen));
            Matcher image = OF_THE_IMAGE.matcher(Files.readString(dockerfile));
            if (chosen != null || !image.find()) {
                return own;
            }
            int wanted = Integer.parseInt(image.group(1));
            try (Stream<Path> beside = Files.list(own.home().resolveSibling("."))) {
                for (Path home : beside.filter(path -> Files.exists(path.resolve("release")))
                        .toList()) {
                    Java other = at(home);
                    if (other.version() == wanted) {
                        return other;
                    }
                }
            }
            return own;
        }

        private static Java at(Path home) throws IOException {
            Path real = home.toRealPath();
            Matcher release = OF_A_RELEASE.matcher(Files.readString(real.resolve("release")));
            return new Java(real, release.find() ? Integer.parseInt(release.group(1)) : 0);
        }
    }
}
