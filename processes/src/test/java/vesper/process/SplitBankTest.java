package vesper.process;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import vesper.bank.Bank;
import vesper.batch.KafkaPaymentsInFlight;
import vesper.embedded.EmbeddedSmtp;
import vesper.home.Home;
import vesper.inbox.Inbox;

/** The bank as separate processes: what it does as one, it does split, and what is killed comes back with nothing lost. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(OrderAnnotation.class)
class SplitBankTest {
    private static final int DAYS = Integer.getInteger("night.days", 2);
    private static final Duration HEALED = Duration.ofSeconds(60);
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final JsonMapper JSON = JsonMapper.builder().build();

    @TempDir
    private static Path folder;

    private SplitBank split;
    private DataSource dataSource;
    private Bank bank;
    private Load load;

    @BeforeAll
    void start() throws Exception {
        split = new SplitBank(folder);
        dataSource = split.dataSource();
        bank = new Bank(dataSource);
        load = new Load(split.client());
        load.openAccounts();
    }

    @AfterAll
    void stop() {
        if (split != null) {
            split.close();
        }
    }

    @Test
    @Order(1)
    void aPaymentIsTakenDecidedAndBookedAcrossProcesses() {
        Awaitility.await("a payment with an outcome").atMost(PATIENCE).until(load::outcomeOfNewPayment);

        assertThat(bank.jdbc()
                        .sql("select count(*) from journal_entry where kind = 'CARD_PAYMENT'")
                        .query(Long.class)
                        .single())
                .isPositive();
    }

    @Test
    @Order(2)
    void aPaymentsTraceHasEveryHop() throws Exception {
        String trace = "4bf92f3577b34da6a3ce929d0e0e4736";
        assertThat(load.tracedPayment("00-" + trace + "-00f067aa0ba902b7-01")).isEqualTo(200);

        Map<String, String> steps = Map.of(
                "api-payments", "POST /v1/payments",
                "screening-task-manager", "decide on payment",
                "booking-task-manager", "book payment");
        steps.forEach((part, step) -> Awaitility.await("the step of " + part)
                .atMost(PATIENCE)
                .until(() ->
                        split.part(part).log().lines().anyMatch(line -> line.contains(trace) && line.contains(step))));
    }

    @Test
    @Order(2)
    void aProcessServesOnlyTheServicesItIsAskedFor() throws Exception {
        String token = split.client().token();

        assertThat(status(split.paymentsApi().resolve("/oauth2/jwks"), token)).isIn(401, 403);
        assertThat(status(split.paymentsApi().resolve("/v1/accounts/GB0"), token))
                .isEqualTo(404);
        assertThat(status(split.paymentsApi().resolve("/v1/payments/" + UUID.randomUUID()), token))
                .isEqualTo(404);
        assertThat(problem(split.paymentsApi().resolve("/v1/payments/" + UUID.randomUUID()), token))
                .contains("You have sent no payment");
        assertThat(problem(split.accountsApi().resolve("/v1/payments/" + UUID.randomUUID()), token))
                .doesNotContain("You have sent no payment");
    }

    @Test
    @Order(2)
    void aPasswordAloneOpensNoPageOfTheConsole() throws Exception {
        HttpClient browser =
                HttpClient.newBuilder().cookieHandler(new CookieManager()).build();
        HttpResponse<String> form = browser.send(
                HttpRequest.newBuilder(split.console().resolve("/console/sign-in"))
                        .build(),
                BodyHandlers.ofString());
        Matcher token = Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"").matcher(form.body());
        assertThat(token.find()).as(form.body()).isTrue();
        HttpResponse<String> signedIn = browser.send(
                HttpRequest.newBuilder(split.console().resolve("/console/sign-in"))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(HttpRequest.BodyPublishers.ofString("username=adam&password="
                                + URLEncoder.encode(split.secret("administrator-password"), UTF_8) + "&_csrf="
                                + URLEncoder.encode(token.group(1), UTF_8)))
                        .build(),
                BodyHandlers.ofString());
        assertThat(signedIn.headers().firstValue("Location").orElseThrow()).endsWith("/console");

        HttpResponse<String> refused = browser.send(
                HttpRequest.newBuilder(split.console().resolve("/console/review"))
                        .build(),
                BodyHandlers.ofString());
        assertThat(refused.headers().firstValue("Location").orElseThrow()).endsWith("/console/sign-in/device");
        HttpResponse<String> device = browser.send(
                HttpRequest.newBuilder(split.console().resolve("/console/sign-in/device"))
                        .build(),
                BodyHandlers.ofString());
        assertThat(device.body()).contains("Your second factor").contains("data:image/svg+xml");
    }

    @Test
    @Order(3)
    void readinessKnowsTheDependenciesAndLivenessDoesNot() throws Exception {
        JsonNode ready = JSON.readTree(body(split.management("api-payments", "/actuator/health/readiness")));
        JsonNode alive = JSON.readTree(body(split.management("api-payments", "/actuator/health/liveness")));

        assertThat(ready.path("components").propertyNames()).contains("db", "kafka", "readinessState");
        assertThat(alive.path("components").propertyNames()).containsExactly("livenessState");
        assertThat(get(split.paymentsApi().resolve("/actuator/health"), null).statusCode())
                .as("not on the public port")
                .isIn(401, 403, 404);
    }

    @Test
    @Order(4)
    void everyPanelAndEveryRuleFindsTheMetricsItAsksFor() throws Exception {
        load.start();
        try (Prometheus prometheus = new Prometheus(folder.resolve("prometheus"), Dashboards.RULES, split.scraped())) {
            for (Dashboards.Query query : Dashboards.queries()) {
                Awaitility.await(query.toString())
                        .atMost(Duration.ofSeconds(30))
                        .until(() -> !prometheus.query(query.soon()).isEmpty());
            }
            List<String> metrics = Pattern.compile("\\b(vesper|http)_\\w+")
                    .matcher(Files.readString(Dashboards.RULES))
                    .results()
                    .map(found -> found.group())
                    .distinct()
                    .toList();
            assertThat(metrics).hasSizeGreaterThan(8);
            for (String metric : metrics) {
                assertThat(prometheus.query(metric)).as(metric).isNotEmpty();
            }
            assertThat(prometheus.query("vesper_ledger_imbalance_minor != 0")).isEmpty();
            load.stop();
            // Three ways to count the same payments: what clients were told, what the API took, what reached the books.
            Awaitility.await("the same number everywhere").atMost(PATIENCE).until(() -> {
                double taken = number(prometheus.query("sum(vesper_payments_accepted_total)"));
                double recorded = number(prometheus.query("sum(vesper_payments_recorded_total)"));
                return taken == recorded && taken == load.acknowledged().size();
            });
        } finally {
            load.stop();
        }
    }

    private static double number(JsonNode result) {
        return Double.parseDouble(result.get(0).path("value").get(1).asString());
    }

    @Test
    @Order(5)
    void whateverIsKilledHealsWithinAMinuteAndLosesNothing() throws Exception {
        Map<String, Long> healedMs = new LinkedHashMap<>();
        load.start();
        for (List<Part> together : split.deaths()) {
            String names = together.stream().map(Part::name).collect(Collectors.joining(", "));
            long killed = System.nanoTime();
            for (Part part : together) {
                part.kill();
            }
            for (Part part : together) {
                part.startAgain();
            }
            Awaitility.await(names + " heal")
                    .atMost(HEALED)
                    .until(() -> together.stream().allMatch(Part::isReady) && load.outcomeOfNewPayment());
            healedMs.put(names, (System.nanoTime() - killed) / 1_000_000);
        }
        load.stop();
        System.out.println("healed after a kill, ms: " + healedMs);
        new KafkaPaymentsInFlight(split.bootstrapServers(), bank.jdbc()).awaitSettled(PATIENCE);

        Set<UUID> recorded = new HashSet<>(
                bank.jdbc().sql("select id from payment").query(UUID.class).list());
        List<UUID> booked = bank.jdbc()
                .sql("select id from payment where status = 'BOOKED'")
                .query(UUID.class)
                .list();
        List<UUID> entries = bank.jdbc()
                .sql("select id from journal_entry where kind = 'CARD_PAYMENT'")
                .query(UUID.class)
                .list();
        assertThat(recorded)
                .isEqualTo(new HashSet<>(load.acknowledged().values()))
                .hasSizeGreaterThan(100);
        assertThat(entries).doesNotHaveDuplicates().containsExactlyInAnyOrderElementsOf(booked);
    }

    /**
     * A hundred accounts that refuse, a worker that dies in the middle of its range, and no mail server until the morning. The bank is
     * as many days behind as {@code night.days} says; a month ends on the second.
     */
    @Test
    @Order(6)
    void nightsEndWhateverFails() throws Exception {
        LocalDate first = bank.businessDates().current().businessDate();
        Rents rents = Rents.due(bank, first, first.plusDays(1));

        try (Part killed = split.startWorker("worker-1");
                Part other = split.startWorker("worker-2")) {
            closeThoughAWorkerIsKilled(first, killed, other);
            for (int day = 1; day < DAYS; day++) {
                awaitCompleted(start("close"));
            }
            assertThat(other.terminate()).isEqualTo(143);
        }

        assertThat(bank.businessDates().current().businessDate()).isEqualTo(first.plusDays(DAYS));
        awaitCompleted(start("verify"));
        assertThat(exceptions()).isEqualTo(rents.refused());
        rents.assertPaid(bank);
        long queued = bank.jdbc()
                .sql("select count(*) from mail_outbox where state = 'QUEUED'")
                .query(Long.class)
                .single();
        assertThat(queued).as("statements while there was no mail server").isGreaterThan(100);
        Home home = Home.open(folder.resolve("mail"), split.mail().base());
        EmbeddedSmtp server = EmbeddedSmtp.start(home, Clock.systemUTC());
        try {
            // What was refused a connection waits a moment before it is due again.
            bank.jdbc().sql("update mail_queue set due_at = clock_timestamp()").update();
            Awaitility.await("the mails")
                    .atMost(PATIENCE)
                    .until(() -> bank.jdbc()
                                    .sql("select count(*) from mail_outbox where state <> 'SENT'")
                                    .query(Long.class)
                                    .single()
                            == 0);
            assertThat(Inbox.open(home.inbox()).count()).as("none twice").isEqualTo(Math.toIntExact(queued));
        } finally {
            server.close();
            home.close();
        }
    }

    /** Numbers of the accounts on the list of exceptions, all of them. */
    private Set<String> exceptions() throws Exception {
        String list = get(
                        split.gateway().resolve("/operator/v1/exceptions?state=all&limit=500"),
                        split.secret("operator-token"))
                .body();
        List<String> accounts = JSON.readTree(list)
                .get("exceptions")
                .valueStream()
                .map(item -> item.get("accountNumber").asString())
                .toList();
        assertThat(accounts).doesNotHaveDuplicates();
        return Set.copyOf(accounts);
    }

    /** Both workers are in the middle of their range when one dies: it waits for the lock that the test holds. */
    private void closeThoughAWorkerIsKilled(LocalDate open, Part killed, Part other) throws Exception {
        killed.awaitReady();
        other.awaitReady();
        long run;
        try (Connection hold = dataSource.getConnection()) {
            hold.setAutoCommit(false);
            hold.createStatement().execute("lock table interest_accrual in share row exclusive mode");
            run = start("close");
            Awaitility.await("both workers accrue")
                    .atMost(PATIENCE)
                    .until(() -> bank.jdbc().sql("""
                                    select count(distinct application_name) from pg_stat_activity
                                     where wait_event_type = 'Lock' and application_name in ('worker-1', 'worker-2')
                                    """).query(Long.class).single() == 2);
            killed.kill();
            hold.rollback();
        }
        awaitCompleted(run);

        assertThat(other.log().lines().filter(line -> line.contains("interest-accrual of " + open)))
                .as("ranges that the other worker ended")
                .hasSize(2);
        assertThat(bank.businessDates().current().businessDate()).isEqualTo(open.plusDays(1));
    }

    private long start(String job) throws Exception {
        return new OperatorApi(split).start(job);
    }

    private void awaitCompleted(long id) throws Exception {
        new OperatorApi(split).awaitCompleted(id);
    }

    @Test
    @Order(7)
    void sigtermEndsEveryProcessInOrder() throws Exception {
        for (String name : List.of("api-accounts", "api-payments", "console", "batch", "relay")) {
            // 128 and SIGTERM's number: what a virtual machine says that a signal ended, after its hooks.
            assertThat(split.part(name).terminate()).as(name).isEqualTo(143);
            assertThat(split.part(name).lastLines()).as(name).doesNotContain("Exception");
        }
    }

    private static int status(URI address, String token) throws Exception {
        return get(address, token).statusCode();
    }

    private static String problem(URI address, String token) throws Exception {
        return get(address, token).body();
    }

    private static String body(URI address) throws Exception {
        HttpResponse<String> answer = get(address, null);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return answer.body();
    }

    private static HttpResponse<String> get(URI address, String token) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(address);
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        return HTTP.send(request.build(), BodyHandlers.ofString());
    }
}
