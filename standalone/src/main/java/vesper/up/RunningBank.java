package vesper.up;

import com.zaxxer.hikari.HikariDataSource;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.PrintWriter;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayDeque;
import java.util.Base64;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import org.slf4j.LoggerFactory;
import org.springframework.boot.Banner;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.env.MapPropertySource;
import vesper.api.identity.Clients;
import vesper.bank.Bank;
import vesper.batch.Batch;
import vesper.cli.BankDatabase;
import vesper.cli.CommandFailure;
import vesper.cli.DocumentKeyFile;
import vesper.cli.SealKeyFile;
import vesper.console.signin.StaffAccounts;
import vesper.console.signin.StaffAccounts.Role;
import vesper.embedded.DatabaseAddress;
import vesper.embedded.EmbeddedFlink;
import vesper.embedded.EmbeddedKafka;
import vesper.embedded.EmbeddedPostgres;
import vesper.embedded.EmbeddedSmtp;
import vesper.embedded.FlinkSettings;
import vesper.feed.RunningApi;
import vesper.home.Home;
import vesper.home.Ports;
import vesper.home.Secrets;
import vesper.inbox.Inbox;
import vesper.reporting.Reporting;
import vesper.reporting.archive.ArchiveKeeper;
import vesper.reporting.archive.ArchivedDocuments;
import vesper.reporting.archive.FolderArchive;
import vesper.reporting.mail.MailSettings;
import vesper.reporting.signature.DocumentKey;
import vesper.stream.BookingJob;
import vesper.stream.BookingSettings;
import vesper.stream.ScreeningJob;
import vesper.stream.ScreeningSettings;
import vesper.stream.booking.DatabaseSettings;
import vesper.stream.outbox.OutboxRelay;
import vesper.stream.outbox.OutboxRelaySettings;

/**
 * The whole bank in this process: embedded servers, stream jobs, outbox relay, API, console, the night and its mail. After any
 * kill a new one on the same home goes on where the old one was: the servers recover their data, the jobs their newest
 * checkpoint, the night its step, and the mail what was not yet sent.
 */
public final class RunningBank implements AutoCloseable {
    /** Names of all stream jobs. */
    public static final Set<String> STREAM_JOBS = Set.of(ScreeningJob.NAME, BookingJob.NAME);

    private static final Duration JOBS_LIMIT = Duration.ofSeconds(60);
    private static final String MAIL_SENDER = "standalone";
    private static final Set<String> CLI_SCOPES = Set.of(
            "payments:write",
            "payments:history",
            "accounts:read",
            "onboarding",
            "loans:quote",
            "loans:apply",
            "loans:read",
            "loans:repay");

    private final Home home;
    private final Deque<AutoCloseable> parts = new ArrayDeque<>();
    private final Map<String, String> firstPasswords = new LinkedHashMap<>();

    @SuppressWarnings("NullAway.Init") // set by start
    private ConfigurableApplicationContext web;

    private RunningBank(Home home) {
        this.home = home;
    }

    /**
     * How a bank is started.
     *
     * @param firstDay business date of a bank that was never opened
     * @param scheduled whether the close of business starts by itself at the cut-off time
     * @param jobs names of the stream jobs that run; without them payments are accepted, or decided, and wait
     * @param also components that the server has beside the bank's
     */
    public record Opening(LocalDate firstDay, boolean scheduled, Set<String> jobs, List<Class<?>> also) {
        /** Of a whole bank. */
        public Opening(LocalDate firstDay, boolean scheduled) {
            this(firstDay, scheduled, STREAM_JOBS, List.of());
        }
    }

    /**
     * Starts the bank and returns when it takes payments.
     *
     * @param progress is told what is being done
     * @throws RuntimeException if a part does not start; those that did are stopped again
     */
    public static RunningBank start(Home home, Opening opening, Consumer<String> progress) {
        RunningBank bank = new RunningBank(home);
        try {
            bank.start(opening, progress);
            return bank;
        } catch (RuntimeException e) {
            bank.close();
            throw e;
        }
    }

    private void start(Opening opening, Consumer<String> progress) {
        Instant startedAt = Instant.now();
        // Logging begins here: begun by the first of several threads, it would hold back what the others log meanwhile,
        // and say so.
        LoggerFactory.getILoggerFactory();
        progress.accept("starting PostgreSQL, Kafka and Flink in " + home.folder());
        CompletableFuture<EmbeddedPostgres> postgres = begin(() -> EmbeddedPostgres.start(home));
        CompletableFuture<EmbeddedKafka> kafka = begin(() -> EmbeddedKafka.start(home));
        FlinkSettings flinkSettings = FlinkSettings.defaults();
        CompletableFuture<EmbeddedFlink> flink = begin(() -> EmbeddedFlink.start(home, flinkSettings));
        CompletableFuture<EmbeddedSmtp> smtp = begin(() -> EmbeddedSmtp.start(home, Clock.systemUTC()));
        CompletableFuture.allOf(postgres, kafka, flink, smtp)
                .handle((all, failure) -> 0)
                .join();
        // In the order in which they end: the last one added is closed first.
        DatabaseAddress database = end(postgres).address();
        String brokers = end(kafka).bootstrapServers();
        EmbeddedFlink jobs = end(flink);
        EmbeddedSmtp mail = end(smtp);

        HikariDataSource pool = keep(BankDatabase.pool(database, 4));
        progress.accept("preparing the database");
        Bank.migrate(pool);
        open(new Bank(pool), opening.firstDay());
        keep(new OutboxRelay(pool, OutboxRelaySettings.of(brokers)).start());

        progress.accept("starting the stream jobs, the API and the console");
        CompletableFuture<ConfigurableApplicationContext> pages = begin(() -> web(database, brokers, mail, opening));
        stream(opening.jobs(), jobs, database, brokers, flinkSettings.checkpointInterval());
        web = end(pages);
        MailSettings plain = MailSettings.plain("127.0.0.1", mail.port());
        keep(reporting().mailSender(plain.from(plain.from(), url() + "/documents/"), MAIL_SENDER))
                .start();
        keep(new ArchiveKeeper(
                        reporting().archivedDocuments(),
                        new FolderArchive(home.folder().resolve("archive")),
                        ArchivedDocuments.YEARS,
                        Clock.systemUTC()))
                .start();
        awaitRunning(jobs);
        home.announce(startedAt);
    }

    /** Submits those of screening and booking that are named. */
    static void stream(
            Set<String> names, EmbeddedFlink jobs, DatabaseAddress database, String brokers, Duration checkpoints) {
        ScreeningSettings screening = ScreeningSettings.of(brokers).withCheckpointInterval(checkpoints);
        BookingSettings booking = BookingSettings.of(
                        brokers, new DatabaseSettings(database.url(), database.user(), database.password()))
                .withCheckpointInterval(checkpoints);
        if (names.contains(ScreeningJob.NAME)) {
            jobs.submit(ScreeningJob.NAME, env -> ScreeningJob.define(env, screening));
        }
        if (names.contains(BookingJob.NAME)) {
            jobs.submit(BookingJob.NAME, env -> BookingJob.define(env, booking));
        }
    }

    /** Waits until the jobs that were submitted work. */
    static void awaitRunning(EmbeddedFlink jobs) {
        jobs.jobs().values().forEach(job -> job.awaitRunning(JOBS_LIMIT));
    }

    /** First day, the command's own client, and on the very first start the staff. */
    private void open(Bank bank, LocalDate firstDay) {
        bank.businessDates().open(firstDay);
        // The same secret at every start, so that an import outlives a restart of the bank.
        new Clients(bank.jdbc())
                .register(RunningApi.CLIENT, CLI_SCOPES, home.secrets().text(Secrets.CLI_CLIENT_SECRET));
        StaffAccounts staff = new StaffAccounts(bank);
        for (Role role : Role.values()) {
            String name = role.name().toLowerCase(java.util.Locale.ROOT);
            if (!staff.exists(name)) {
                firstPasswords.put(name, staff.register(name, Set.of(role)));
            }
        }
    }

    private ConfigurableApplicationContext web(
            DatabaseAddress database, String brokers, EmbeddedSmtp mail, Opening opening) {
        Ports ports = home.ports();
        Map<String, Object> settings = new LinkedHashMap<>();
        settings.put("server.address", "127.0.0.1");
        settings.put("server.port", ports.web());
        settings.put("server.shutdown", "graceful");
        settings.put("spring.flyway.enabled", false);
        settings.put("spring.batch.job.enabled", false);
        settings.put("spring.datasource.url", database.url() + "?reWriteBatchedInserts=true");
        settings.put("spring.datasource.username", database.user());
        settings.put("spring.datasource.password", database.password());
        settings.put("spring.datasource.hikari.maximum-pool-size", 10);
        settings.put("vesper.api.kafka", brokers);
        settings.put("vesper.api.issuer", url().toString());
        // Passkeys are made for names, not for addresses.
        settings.put("vesper.api.sign-in.relying-party", "localhost");
        settings.put("vesper.api.sign-in.origins", "http://localhost:" + ports.web());
        settings.put("vesper.api.card-key", home.secrets().cardKey());
        String hashKey = Base64.getEncoder().encodeToString(home.secrets().bytes("request-hash-key"));
        settings.put("vesper.api.request-hash-key", hashKey);
        settings.put("vesper.console.second-factor.key", hashKey);
        settings.put(
                "vesper.api.signing-key-file", home.folder().resolve("secrets").resolve("token-signing-key.pem"));
        // All who call are on this machine, imports and benchmarks too.
        settings.put("vesper.api.limits.address", "100000:100000");
        settings.put("vesper.api.limits.client", "100000:100000");
        if (!opening.jobs().contains(BookingJob.NAME)) {
            settings.put("vesper.api.max-unrecorded", Integer.MAX_VALUE);
        }
        settings.put("vesper.console.operator-token", home.secrets().text(Secrets.OPERATOR_TOKEN));
        settings.put("vesper.console.viewer-token", home.secrets().text(Secrets.VIEWER_TOKEN));
        settings.put("vesper.batch.kafka", brokers);
        settings.put("vesper.batch.seal-key-file", SealKeyFile.of(home.folder()));
        settings.put("vesper.batch.schedule-enabled", opening.scheduled());
        settings.put("vesper.watch.smtp-port", mail.port());
        settings.put("vesper.api.codes.mail.host", "127.0.0.1");
        settings.put("vesper.api.codes.mail.port", mail.port());
        return new SpringApplicationBuilder(WebApplication.class)
                .sources(opening.also().toArray(Class<?>[]::new))
                .web(WebApplicationType.SERVLET)
                .bannerMode(Banner.Mode.OFF)
                .registerShutdownHook(false)
                // First, not as defaults: the modules' own property files stand above defaults.
                .initializers(
                        context -> context.getEnvironment()
                                .getPropertySources()
                                .addFirst(new MapPropertySource("home", settings)),
                        context -> ((GenericApplicationContext) context).registerBean(Inbox.class, mail::inbox),
                        context -> ((GenericApplicationContext) context)
                                .registerBean(DocumentKey.class, () -> DocumentKeyFile.of(home.folder())))
                .run();
    }

    /** Address of the API and the console. */
    public URI url() {
        return URI.create("http://127.0.0.1:" + home.ports().web());
    }

    /** The bank that the API and the console serve. */
    public Bank bank() {
        return web.getBean(Bank.class);
    }

    public Reporting reporting() {
        return web.getBean(Reporting.class);
    }

    /** The night: its jobs and what they work off. */
    public Batch batch() {
        return web.getBean(Batch.class);
    }

    /** The mails that came in. */
    public Inbox inbox() {
        return web.getBean(Inbox.class);
    }

    /** A registry of its own with what the API and the console measure, as a bank's monitoring would see it. */
    public MeterRegistry meters() {
        MeterRegistry meters = new SimpleMeterRegistry();
        web.getBeansOfType(MeterBinder.class).values().forEach(binder -> binder.bindTo(meters));
        return meters;
    }

    /** Prints where the bank is to be found, and the passwords of the staff that this start registered: shown once. */
    public void printAddresses(PrintWriter out) {
        out.println("  API      " + url() + "/v1  (documentation " + url() + "/docs)");
        out.println("  console  " + url() + "/console");
        out.println("  inbox    " + url() + "/inbox");
        out.println("  Flink    http://127.0.0.1:" + home.ports().flink());
        firstPasswords.forEach((user, password) ->
                out.println("  staff    user " + user + ", password " + password + " (shown only now)"));
        out.flush();
    }

    /** Stops every part, the last started first; then gives the home up. */
    @Override
    public void close() {
        RuntimeException failure = null;
        while (!parts.isEmpty()) {
            try {
                parts.pop().close();
            } catch (Exception e) {
                CommandFailure told = new CommandFailure("a part of the bank did not stop: " + e.getMessage(), e);
                if (failure == null) {
                    failure = told;
                } else {
                    failure.addSuppressed(told);
                }
            }
        }
        home.close();
        if (failure != null) {
            throw failure;
        }
    }

    private static <T> CompletableFuture<T> begin(java.util.function.Supplier<T> part) {
        return CompletableFuture.supplyAsync(part, task -> new Thread(task, "starting").start());
    }

    private <T extends AutoCloseable> T end(CompletableFuture<T> part) {
        try {
            return keep(part.join());
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException known ? known : e;
        }
    }

    private <T extends AutoCloseable> T keep(T part) {
        parts.push(part);
        return part;
    }
}
