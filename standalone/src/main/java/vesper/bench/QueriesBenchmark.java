package vesper.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import vesper.bench.QueryLog.Query;
import vesper.embedded.DatabaseAddress;
import vesper.embedded.EmbeddedPostgres;
import vesper.feed.RunningApi;
import vesper.home.Home;
import vesper.home.Ports;
import vesper.home.Secrets;
import vesper.up.RunningBank;

/**
 * How long the database takes for each statement that the API asks of it, in a bank of {@code --accounts} accounts and twenty postings
 * each ({@link ApiPopulation}), while one caller makes every call of {@link ApiCalls} some hundred times: {@code queries.slowest} is the
 * largest 95th percentile of a statement, as PostgreSQL logs it. What each takes, and large tables that a plan reads whole, are told as progress.
 */
final class QueriesBenchmark implements Benchmark {
    private static final int WARM_UP = 30;
    private static final int CALLS = 60;
    private static final double LIMIT_MS = 5;
    /** Statements of the night's schedule, the outbox and the watch, which run beside the API in one process. */
    private static final Pattern OTHERS = Pattern.compile(
            "(?i)qrtz_|batch_|\\boutbox\\b|shedlock|^(begin|commit|rollback|set|show|listen|select 1)\\b|pg_stat");

    private static final int FEWEST = 20;

    @Override
    public void run(Settings settings, Consumer<Figure> figures) throws Exception {
        Home home = Home.open(settings.folder(), Ports.anyFree().base());
        try (RunningBank bank = RunningBank.start(
                home, new RunningBank.Opening(CardPayments.DAY, false, Set.of(), List.of()), settings.progress())) {
            DatabaseAddress own =
                    EmbeddedPostgres.addressOf(home.ports(), home.secrets().text(Secrets.DATABASE_PASSWORD));
            DatabaseAddress admin =
                    new DatabaseAddress(own.url(), "postgres", home.secrets().text(Secrets.DATABASE_ADMIN_PASSWORD));
            long start = System.nanoTime();
            ApiPopulation.create(admin, settings.accounts(), settings.progress());
            settings.progress()
                    .accept(String.format(
                            Locale.ROOT, "queries: filled the bank in %.0f s", (System.nanoTime() - start) / 1e9));
            long last = bank.bank()
                    .jdbc()
                    .sql("select max(seq) from journal_entry")
                    .query(Long.class)
                    .single();
            ApiCalls calls = new ApiCalls(
                    bank.url(),
                    RunningApi.client(home.folder()).token(),
                    signingKey(home.folder()),
                    settings.accounts(),
                    last);
            for (int n = 0; n < WARM_UP; n++) {
                for (String name : calls.names()) {
                    calls.send(name);
                }
            }
            try (Connection connection = DriverManager.getConnection(admin.url(), admin.user(), admin.password())) {
                measure(settings, figures, calls, connection, own.user(), home.logs());
            }
        }
    }

    private static void measure(
            Settings settings, Consumer<Figure> figures, ApiCalls calls, Connection admin, String user, Path logs)
            throws IOException, InterruptedException, SQLException {
        logStatements(admin, "alter system set log_min_duration_statement = 0");
        Map<String, Map<Integer, Integer>> statuses = new TreeMap<>();
        for (int n = 0; n < CALLS * settings.rounds(); n++) {
            for (String name : calls.names()) {
                statuses.computeIfAbsent(name, any -> new TreeMap<>()).merge(calls.send(name), 1, Integer::sum);
            }
        }
        logStatements(admin, "alter system reset log_min_duration_statement");
        settings.progress().accept("queries: calls by status " + statuses);
        List<Query> queries = QueryLog.read(logs, user).queries().stream()
                .filter(query ->
                        query.count() >= FEWEST && !OTHERS.matcher(query.sql()).find())
                .sorted(Comparator.comparingDouble(Query::p95).reversed())
                .toList();
        QueryPlans plans = new QueryPlans(admin);
        for (Query query : queries) {
            List<String> anomalies = plans.anomalies(query);
            settings.progress()
                    .accept(String.format(
                            Locale.ROOT,
                            "queries: p95 %7.3f ms of %5d  %s%s",
                            query.p95(),
                            query.count(),
                            query.sql().length() > 160 ? query.sql().substring(0, 160) + " ..." : query.sql(),
                            anomalies.isEmpty() ? "" : "  !! " + anomalies));
        }
        if (queries.isEmpty()) {
            throw new IllegalStateException("PostgreSQL logged no statement");
        }
        long slow = queries.stream().filter(query -> query.p95() > LIMIT_MS).count();
        figures.accept(
                Figure.against("queries.slowest", List.of(queries.get(0).p95()), "ms", "5-ms", List.of(LIMIT_MS)));
        figures.accept(Figure.against(
                "queries.above-5-ms", List.of((double) slow), "statements", "all", List.of((double) queries.size())));
    }

    private static void logStatements(Connection admin, String command) throws SQLException {
        try (Statement statement = admin.createStatement()) {
            statement.execute("alter system set log_destination = 'jsonlog'");
            statement.execute("alter system set log_parameter_max_length = -1");
            statement.execute(command);
            statement.execute("select pg_reload_conf()");
            // Sessions look at it between two statements.
            statement.execute("select pg_sleep(0.5)");
        }
    }

    private static PrivateKey signingKey(Path folder) throws IOException {
        Path file = folder.resolve("secrets").resolve("token-signing-key.pem");
        try {
            byte[] key = Base64.getMimeDecoder()
                    .decode(Files.readString(file)
                            .replaceAll("-----[A-Z ]+-----", "")
                            .strip());
            return KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(key));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the bank's signing key cannot be read", e);
        }
    }
}
