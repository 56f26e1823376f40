package vesper.console.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import vesper.bank.account.Account;
import vesper.batch.transfers.ScheduledTransfers;
import vesper.console.RunningConsole;

/** The operator API over HTTP. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OperatorResourceTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final HttpClient http = HttpClient.newHttpClient();
    private RunningConsole console;

    @BeforeAll
    void open() {
        console = new RunningConsole("logging.level.vesper.batch=info");
    }

    @AfterAll
    void close() {
        console.close();
    }

    private record Answer(int status, String type, String location, JsonNode body) {}

    private Answer send(String method, String path, String body, String token) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(console.url("/operator/v1" + path)))
                .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        if (body != null) {
            request.header("Content-Type", "application/json");
        }
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        HttpResponse<String> response = http.send(request.build(), BodyHandlers.ofString());
        return new Answer(
                response.statusCode(),
                response.headers().firstValue("Content-Type").orElse(""),
                response.headers().firstValue("Location").orElse(""),
                JSON.readTree(response.body()));
    }

    private Answer get(String path) throws Exception {
        return send("GET", path, null, RunningConsole.TOKEN);
    }

    private Answer post(String path, String body) throws Exception {
        return send("POST", path, body, RunningConsole.TOKEN);
    }

    private LocalDate day() {
        return console.bank().businessDates().current().businessDate();
    }

    private JsonNode awaitEnd(long run) {
        return await().atMost(Duration.ofSeconds(20))
                .until(
                        () -> get("/runs/" + run).body(),
                        found -> !found.get("status").asString().matches("RUNNING|STOPPING"));
    }

    private long closed() throws Exception {
        long run = post("/jobs/close/runs", null).body().get("id").asLong();
        assertThat(awaitEnd(run).get("status").asString()).isEqualTo("COMPLETED");
        return run;
    }

    @Test
    void jobsAreListedWithTheirSteps() throws Exception {
        Answer answer = get("/jobs");

        assertThat(answer.status()).isEqualTo(200);
        JsonNode close = answer.body().get("jobs").get(0);
        assertThat(close.get("name").asString()).isEqualTo("close");
        assertThat(close.get("description").asString()).startsWith("Close of business");
        JsonNode first = close.get("steps").get(0);
        assertThat(first.get("name").asString()).isEqualTo("pre-flight");
        assertThat(first.get("due").asString()).isEqualTo("DAILY");
        assertThat(close.has("lastRun")).isTrue();
    }

    @Test
    void aCloseIsStartedAndFollowedAtItsAddressToItsEnd() throws Exception {
        LocalDate day = day();

        Answer started = post("/jobs/close/runs", "{\"businessDate\":\"" + day + "\"}");

        assertThat(started.status()).isEqualTo(202);
        long run = started.body().get("id").asLong();
        assertThat(started.location()).isEqualTo("/operator/v1/runs/" + run);
        assertThat(started.body().get("job").asString()).isEqualTo("close");
        JsonNode ended = awaitEnd(run);
        assertThat(ended.get("status").asString()).isEqualTo("COMPLETED");
        assertThat(ended.get("businessDate").asString()).isEqualTo(day.toString());
        assertThat(ended.get("progressPercent").asInt()).isEqualTo(100);
        assertThat(ended.get("started").asString()).matches("[0-9-]{10}T[0-9:.]+Z");
        JsonNode proof = ended.get("steps")
                .valueStream()
                .filter(step -> step.get("name").asString().equals("proof-of-books"))
                .findFirst()
                .orElseThrow();
        assertThat(proof.get("status").asString()).isEqualTo("COMPLETED");
        assertThat(proof.get("progressPercent").asInt()).isEqualTo(100);
        assertThat(proof.get("runId").asLong()).isEqualTo(run);
        await().untilAsserted(() -> assertThat(
                        get("/runs/" + run + "/log").body().get("lines").valueStream())
                .as("a step's own line, kept a moment later")
                .anySatisfy(line -> {
                    assertThat(line.get("step").asString()).isEqualTo("hold-expiry");
                    assertThat(line.get("message").asString()).startsWith("hold-expiry of " + day + ": 0 done");
                    assertThat(line.get("level").asString()).isEqualTo("INFO");
                }));
        JsonNode date = get("/business-date").body();
        assertThat(date.get("businessDate").asString())
                .isEqualTo(day.plusDays(1).toString());
        assertThat(date.get("acceptingDate").asString())
                .isEqualTo(day.plusDays(1).toString());
        assertThat(date.get("phase").asString()).isEqualTo("OPEN");
    }

    @Test
    void runsAreListedNewestFirst() throws Exception {
        closed();
        awaitEnd(post("/jobs/verify/runs", "{}").body().get("id").asLong());
        long newest = closed();

        JsonNode all = get("/runs?limit=2").body().get("runs");
        JsonNode closes = get("/runs?job=close&limit=2").body().get("runs");

        assertThat(all.size()).isEqualTo(2);
        assertThat(all.get(0).get("id").asLong()).isEqualTo(newest);
        assertThat(all.get(1).get("job").asString()).isEqualTo("verify");
        assertThat(closes.get(1).get("job").asString()).isEqualTo("close");
    }

    @Test
    void aRunIsStoppedAndRestarted() throws Exception {
        long stopped;
        Connection hold = hold();
        try {
            stopped = post("/jobs/close/runs", "{}").body().get("id").asLong();
            Answer second = post("/jobs/close/runs", "{}");
            assertThat(second.status()).isEqualTo(409);
            assertThat(second.body().get("code").asString()).isEqualTo("already_running");

            Answer stop = post("/runs/" + stopped + "/stop", null);
            assertThat(stop.status()).isEqualTo(202);
            assertThat(stop.body().get("status").asString()).isEqualTo("STOPPING");
        } finally {
            letGo(hold);
        }
        assertThat(awaitEnd(stopped).get("status").asString()).isEqualTo("STOPPED");
        Answer again = post("/runs/" + stopped + "/stop", null);
        assertThat(again.status()).isEqualTo(409);
        assertThat(again.body().get("code").asString()).isEqualTo("not_running");

        Answer restarted = post("/runs/" + stopped + "/restart", null);

        assertThat(restarted.status()).isEqualTo(202);
        long next = restarted.body().get("id").asLong();
        assertThat(next).isGreaterThan(stopped);
        assertThat(restarted.location()).isEqualTo("/operator/v1/runs/" + next);
        assertThat(awaitEnd(next).get("status").asString()).isEqualTo("COMPLETED");
        assertThat(post("/runs/" + stopped + "/restart", null)
                        .body()
                        .get("code")
                        .asString())
                .isEqualTo("not_restartable");
    }

    @Test
    void aRunLeftBehindIsRecovered() throws Exception {
        long run = post("/jobs/verify/runs", null).body().get("id").asLong();
        awaitEnd(run);
        assertThat(post("/runs/" + run + "/recover", null).body().get("code").asString())
                .isEqualTo("not_running");
        console.bank()
                .jdbc()
                .sql("update batch_job_execution set status = 'STARTED', end_time = null where job_execution_id = :id")
                .param("id", run)
                .update();

        Answer recovered = post("/runs/" + run + "/recover", null);

        assertThat(recovered.status()).isEqualTo(200);
        assertThat(recovered.body().get("status").asString()).isEqualTo("FAILED");
        assertThat(recovered.body().get("reason").asString()).contains("the process ended");
    }

    @Test
    void aClosedDayIsNotClosedAgain() throws Exception {
        LocalDate day = day();
        closed();

        Answer again = post("/jobs/close/runs", "{\"businessDate\":\"" + day + "\"}");

        assertThat(again.status()).isEqualTo(409);
        assertThat(again.type()).isEqualTo("application/problem+json");
        assertThat(again.body().get("status").asInt()).isEqualTo(409);
        assertThat(again.body().get("code").asString()).isEqualTo("already_completed");
        assertThat(again.body().get("type").asString()).isEqualTo("urn:vesper:problem:already_completed");
        assertThat(again.body().get("detail").asString()).isEqualTo(day + " is closed already");
    }

    @Test
    void aPlanSaysWhatAClosePostsAndPostsNothing() throws Exception {
        Account from = console.testBank().current(500_00);
        Account to = console.testBank().current(0);
        LocalDate day = day();
        new ScheduledTransfers(console.bank()).add(from.id(), to.id(), 120_50, "USD", day.plusDays(1), "Rent");

        JsonNode days = get("/plan?until=" + day.plusDays(1)).body().get("days");

        assertThat(days.size()).isEqualTo(2);
        assertThat(days.get(1).get("businessDate").asString())
                .isEqualTo(day.plusDays(1).toString());
        JsonNode transfers = step(days.get(1), "scheduled-transfers").get("totals");
        assertThat(transfers.get("done").asLong()).isEqualTo(1);
        assertThat(transfers.get("sums").get("USD").decimalValue()).isEqualByComparingTo("120.50");
        assertThat(step(days.get(0), "scheduled-transfers")
                        .get("totals")
                        .get("done")
                        .asLong())
                .isZero();
        assertThat(get("/plan").body().get("days").size()).isEqualTo(1);
        assertThat(get("/plan?until=" + day.minusDays(1)).body().get("days").size())
                .isZero();
        assertThat(day()).isEqualTo(day);
        assertThat(console.testBank().balance(to)).isZero();
    }

    private static JsonNode step(JsonNode day, String name) {
        return day.get("steps")
                .valueStream()
                .filter(step -> step.get("name").asString().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void whatCouldNotBeDoneIsListed() throws Exception {
        Account poor = console.testBank().current(10_00);
        Account other = console.testBank().current(0);
        new ScheduledTransfers(console.bank()).add(poor.id(), other.id(), 25_00, "USD", day(), "Rent");
        closed();

        JsonNode item = get("/exceptions?limit=1").body().get("exceptions").get(0);

        assertThat(item.get("accountNumber").asString()).isEqualTo(poor.number());
        assertThat(item.get("amountMinor").asLong()).isEqualTo(25_00);
        assertThat(item.get("currency").asString()).isEqualTo("USD");
        assertThat(item.get("reason").asString()).isEqualToIgnoringCase("insufficient_funds");
    }

    @Test
    void anExceptionIsTriedAgainProposedAndTakenBackOverHttp() throws Exception {
        Account poor = console.testBank().current(10_00);
        Account other = console.testBank().current(0);
        new ScheduledTransfers(console.bank()).add(poor.id(), other.id(), 26_00, "USD", day(), "Rent");
        closed();
        long id = get("/exceptions?step=scheduled-transfers&limit=1")
                .body()
                .get("exceptions")
                .get(0)
                .get("id")
                .asLong();
        String one = "/exceptions/" + id;

        assertThat(get(one).body().get("advice").asString()).startsWith("Ask the holder to pay in");
        JsonNode retried = post(one + "/retry", null).body();
        assertThat(retried.get("result").asString()).isEqualTo("REFUSED");
        assertThat(retried.get("reason").asString()).isEqualTo("INSUFFICIENT_FUNDS");
        assertThat(retried.get("exception").get("tries").asInt()).isEqualTo(2);
        Answer unreasoned = post(one + "/skip", null);
        assertThat(unreasoned.status()).isEqualTo(422);
        assertThat(unreasoned.body().get("code").asString()).isEqualTo("note_missing");
        assertThat(post(one + "/skip", "{\"reason\":\"withdrawn\"}")
                        .body()
                        .get("state")
                        .asString())
                .isEqualTo("SKIP_PROPOSED");
        Answer alone = post(one + "/approve", null);
        assertThat(alone.status()).isEqualTo(403);
        assertThat(alone.body().get("code").asString()).isEqualTo("four_eyes");
        assertThat(post(one + "/reject", null).body().get("state").asString()).isEqualTo("OPEN");
        Answer nothing = post(one + "/approve", null);
        assertThat(nothing.status()).isEqualTo(409);
        assertThat(nothing.body().get("code").asString()).isEqualTo("exception_state");
    }

    @Test
    void aMandateIsRegisteredListedAndCancelledOverHttp() throws Exception {
        Account creditor = console.testBank().current(0);
        Account debtor = console.testBank().current(10_00);
        String wanted = JSON.writeValueAsString(Map.of(
                "creditor",
                creditor.number(),
                "debtor",
                debtor.number(),
                "reference",
                "GAS-1",
                "signedOn",
                day().toString(),
                "mostMinor",
                50_00));

        Answer registered = post("/mandates", wanted);
        assertThat(registered.status()).isEqualTo(201);
        String one = registered.location().substring("/operator/v1".length());
        assertThat(post("/mandates", wanted).status()).as("the same again").isEqualTo(200);
        assertThat(post("/mandates", wanted.replace("5000", "1"))
                        .body()
                        .get("code")
                        .asString())
                .isEqualTo("invalid_mandate");
        JsonNode listed = get("/mandates?account=" + debtor.number()).body().get("mandates");
        assertThat(listed).hasSize(1);
        assertThat(listed.get(0).get("mostMinor").asLong()).isEqualTo(50_00);

        assertThat(post(one + "/cancel", null).body().get("cancelledFrom").asString())
                .isEqualTo(day().toString());
        Answer again = post(one + "/cancel", null);
        assertThat(again.status()).isEqualTo(409);
        assertThat(again.body().get("code").asString()).isEqualTo("mandate_cancelled");
        assertThat(get(one).body().get("mandate").get("cancelledFrom").asString())
                .isEqualTo(day().toString());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "POST | /jobs/dream/runs    |                             | 404 | unknown_job",
                "POST | /jobs/close/runs    | {\"businessDate\":\"2999-01-01\"} | 422 | bad_parameter",
                "POST | /jobs/close/runs    | {\"businessDate\":\"tomorrow\"}   | 422 | bad_parameter",
                "POST | /jobs/close/runs    | {\"businessDate\":null}         | 422 | bad_parameter",
                "POST | /jobs/close/runs    | {\"busyDate\":\"2023-06-05\"}     | 422 | bad_parameter",
                "POST | /jobs/verify/runs   | {\"businessDate\":\"2023-06-05\"} | 422 | bad_parameter",
                "POST | /jobs/close/runs    | {\"businessDate\":              | 400 | malformed_json",
                "POST | /jobs/close/runs    | [1]                           | 400 | malformed_json",
                "GET  | /runs/999999        |                             | 404 | unknown_run",
                "POST | /runs/999999/stop   |                             | 404 | unknown_run",
                "POST | /runs/999999/restart |                            | 404 | unknown_run",
                "POST | /runs/999999/recover |                            | 404 | unknown_run",
                "GET  | /runs/first         |                             | 400 | bad_parameter",
                "GET  | /runs?limit=0       |                             | 422 | bad_parameter",
                "GET  | /runs?limit=501     |                             | 422 | bad_parameter",
                "GET  | /runs?limit=many    |                             | 400 | bad_parameter",
                "GET  | /runs?job=dream     |                             | 404 | unknown_job",
                "GET  | /exceptions?limit=0 |                             | 422 | bad_parameter",
                "GET  | /exceptions?state=odd |                           | 422 | bad_parameter",
                "GET  | /exceptions/999999  |                             | 404 | unknown_exception",
                "POST | /exceptions/999999/retry |                        | 404 | unknown_exception",
                "GET  | /mandates/999999    |                             | 404 | unknown_mandate",
                "POST | /mandates/999999/cancel |                         | 404 | unknown_mandate",
                "POST | /mandates           | {\"creditor\":\"GB0\"}          | 422 | invalid_mandate",
                "POST | /mandates           | {\"signedOn\":\"soon\"}         | 400 | malformed_json",
                "GET  | /nights?from=2023-06-01&to=2024-06-03 |           | 422 | bad_parameter",
                "GET  | /alerts?limit=0     |                             | 422 | bad_parameter",
                "GET  | /mandates?limit=0   |                             | 422 | bad_parameter",
                "GET  | /plan?until=soon    |                             | 400 | bad_parameter",
                "GET  | /plan?until=2999-01-01 |                          | 422 | bad_parameter",
                "GET  | /nowhere            |                             | 404 | not_found",
                "DELETE | /jobs             |                             | 405 | method_not_allowed",
            })
    void whatCannotBeDoneIsAProblemWithAStableCode(String method, String path, String body, int status, String code)
            throws Exception {
        LocalDate day = day();

        Answer answer = send(method, path, body, RunningConsole.TOKEN);

        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.type()).isEqualTo("application/problem+json");
        assertThat(answer.body().get("code").asString()).isEqualTo(code);
        assertThat(answer.body().get("detail").asString()).isNotBlank();
        assertThat(day()).isEqualTo(day);
    }

    @Test
    void withoutTheTokenNothingIsTold() throws Exception {
        for (String token : new String[] {null, "wrong"}) {
            Answer answer = send("GET", "/jobs", null, token);

            assertThat(answer.status()).isEqualTo(401);
            assertThat(answer.type()).isEqualTo("application/problem+json");
            assertThat(answer.body().get("code").asString()).isEqualTo("unauthenticated");
        }
    }

    @Test
    void theViewersTokenReadsAndDoesNothing() throws Exception {
        LocalDate day = day();

        assertThat(send("GET", "/runs", null, RunningConsole.VIEWER_TOKEN).status())
                .isEqualTo(200);
        for (String[] deed : new String[][] {
            {"POST", "/jobs/close/runs"}, {"POST", "/mandates"}, {"PUT", "/schedule"}, {"GET", "/plan"}
        }) {
            Answer answer = send(deed[0], deed[1], deed[0].equals("GET") ? null : "{}", RunningConsole.VIEWER_TOKEN);
            assertThat(answer.status()).as(deed[1]).isEqualTo(403);
            assertThat(answer.body().get("code").asString()).isEqualTo("forbidden");
        }
        assertThat(day()).isEqualTo(day);
    }

    @Test
    void nightsAndAlertsAreListed() throws Exception {
        LocalDate day = day();
        closed();
        console.bank()
                .jdbc()
                .sql(
                        "insert into alert (kind, business_date, run_id, message, raised_at) values ('SLOW', :day, 7, 'slow', now())")
                .param("day", day)
                .update();

        JsonNode night =
                get("/nights?from=" + day + "&to=" + day).body().get("nights").get(0);
        assertThat(night.get("businessDate").asString()).isEqualTo(day.toString());
        assertThat(night.get("outcome").asString()).isIn("COMPLETED", "WITH_EXCEPTIONS");
        assertThat(night.get("workedMs").asLong()).isPositive();
        assertThat(get("/nights").body().get("nights").size()).isBetween(1, 30);
        JsonNode alert = get("/alerts?limit=1").body().get("alerts").get(0);
        assertThat(alert.get("kind").asString()).isEqualTo("SLOW");
        assertThat(alert.get("run").asLong()).isEqualTo(7);
    }

    /** Holds the business date still, so that a close waits in its first step until the hold is closed. */
    private Connection hold() throws SQLException {
        Connection hold = console.testBank().dataSource().getConnection();
        try (var statement = hold.createStatement()) {
            statement.execute("select pg_advisory_lock(" + 0x5645_5350_0001L + ")");
        }
        return hold;
    }

    private static void letGo(Connection hold) throws SQLException {
        try (hold;
                var statement = hold.createStatement()) {
            statement.execute("select pg_advisory_unlock_all()");
        }
    }
}
