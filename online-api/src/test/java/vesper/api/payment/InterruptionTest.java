package vesper.api.payment;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import vesper.api.TestApi;
import vesper.api.TestApi.Answer;
import vesper.bank.account.Account;

/** Restarts, stream jobs that stand still, and a Kafka that is down. */
class InterruptionTest {
    private static TestApi api;
    private Account account;

    @BeforeAll
    static void start() {
        api = new TestApi(
                "vesper.api.kafka-timeout=1s",
                "vesper.api.settled-memory=1s",
                "vesper.api.max-unrecorded=20",
                "vesper.api.max-waits=3");
    }

    @AfterAll
    static void stop() {
        api.close();
    }

    @BeforeEach
    void openAccount() {
        account = api.testBank().current(0);
    }

    @Test
    void waitThatRunsOutIsAnsweredAsAccepted() {
        api.streams().pause();
        try {
            long start = System.nanoTime();
            Answer answer = deposit("w", "1.00", "Prefer", "wait=1");

            assertThat(answer.status()).isEqualTo(202);
            assertThat(answer.field("status")).isEqualTo("accepted");
            assertThat(answer.header("Preference-Applied")).isEqualTo("wait=1");
            assertThat(Duration.ofNanos(System.nanoTime() - start))
                    .isBetween(Duration.ofMillis(990), Duration.ofSeconds(5));
            assertThat(api.get(answer.header("Location")).field("status")).isEqualTo("accepted");
            assertThat(deposit("w", "1.00", "Prefer", "respond-async, wait=1").header("Preference-Applied"))
                    .isEqualTo("respond-async, wait=1");
        } finally {
            api.streams().resume();
        }
    }

    @Test
    void whoWaitsForManyOutcomesIsNotKeptWaitingForMore() {
        api.streams().pause();
        List<CompletableFuture<Answer>> waiting = new ArrayList<>();
        try {
            for (int n = 0; n < 3; n++) {
                String key = "many" + n;
                waiting.add(CompletableFuture.supplyAsync(() -> deposit(key, "1.00", "Prefer", "wait=30")));
            }
            Awaitility.await().until(() -> api.bean(Waits.class).of("shop") == 3);
            Answer another = deposit("many3", "1.00", "Prefer", "wait=30");

            assertThat(another.status()).isEqualTo(202);
            assertThat(another.header("Preference-Applied")).isEmpty();
        } finally {
            api.streams().resume();
        }
        assertThat(waiting)
                .allSatisfy(answer -> assertThat(answer.join().field("status")).isEqualTo("booked"));
        Awaitility.await().until(() -> api.bean(Waits.class).of("shop") == 0);
    }

    @Test
    void restartedApiKnowsWhatIsNotRecordedYet() {
        api.streams().pause();
        Answer first = deposit("r", "1.00");
        api.stop();
        api.start();

        Answer repeat = deposit("r", "1.00");
        Answer other = deposit("r", "2.00");
        Answer found = api.get(first.header("Location"));
        api.streams().resume();
        Answer outcome = deposit("r", "1.00", "Prefer", "wait=20");

        assertThat(repeat.text()).isEqualTo(first.text());
        assertThat(repeat.header("Idempotent-Replayed")).isEqualTo("true");
        assertThat(other.field("code")).isEqualTo("idempotency_key_reused");
        assertThat(found.field("status")).isEqualTo("accepted");
        assertThat(outcome.field("status")).as(outcome.text()).isEqualTo("booked");
        assertThat(api.streams().submissions(UUID.fromString(first.field("id"))))
                .isEqualTo(1);
        assertThat(api.testBank().balance(account)).isEqualTo(1_00);
    }

    @Test
    void restartedApiKnowsWhatIsRecorded() {
        Answer first = deposit("d", "1.00", "Prefer", "wait=20");
        api.stop();
        api.start();

        assertThat(api.bean(PaymentTracker.class).unrecorded()).isZero();
        assertThat(deposit("d", "1.00", "Prefer", "wait=20").text()).isEqualTo(first.text());
        assertThat(deposit("d", "2.00").field("code")).isEqualTo("idempotency_key_reused");
        assertThat(api.get(first.header("Location")).text()).isEqualTo(first.text());
        assertThat(api.streams().submissions(UUID.fromString(first.field("id"))))
                .isEqualTo(1);
    }

    @Test
    void forgottenOutcomeIsFoundInTheDatabase() {
        Answer first = deposit("m", "1.00", "Prefer", "wait=20");
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .until(() -> api.bean(PaymentTracker.class)
                        .find(UUID.fromString(first.field("id")))
                        .isEmpty());

        assertThat(deposit("m", "1.00", "Prefer", "wait=20").text()).isEqualTo(first.text());
    }

    @Test
    void tooManyUnrecordedPaymentsTurnNewOnesAway() {
        api.streams().pause();
        try {
            for (int i = 0; i < 20; i++) {
                assertThat(deposit("b" + i, "1.00").status()).isEqualTo(202);
            }
            Answer answer = deposit("b20", "1.00");

            assertThat(answer.status()).isEqualTo(503);
            assertThat(answer.field("code")).isEqualTo("backlog_full");
            assertThat(answer.header("Retry-After")).isNotEmpty();
            assertThat(deposit("b0", "1.00").status()).isEqualTo(202);
        } finally {
            api.streams().resume();
        }
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(deposit("b20", "1.00").status()).isEqualTo(202));
        deposit("b20", "1.00", "Prefer", "wait=20");
        assertThat(api.testBank().balance(account)).isEqualTo(21_00);
    }

    @Test
    void paymentIsNotTakenWhileKafkaIsDown() {
        api.kafka().stop();
        Answer refused = deposit("k", "1.00");
        Answer otherBody = deposit("k", "2.00");
        api.kafka().start();

        assertThat(refused.status()).as(refused.text()).isEqualTo(503);
        assertThat(refused.field("code")).isEqualTo("unavailable");
        assertThat(refused.header("Retry-After")).isEqualTo("2");
        assertThat(otherBody.field("code")).isEqualTo("idempotency_key_reused");
        assertThat(api.testBank().balance(account)).isZero();
        Awaitility.await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> {
            Answer answer = deposit("k", "1.00", "Prefer", "wait=5");
            assertThat(answer.field("status")).as(answer.text()).isEqualTo("booked");
        });
        assertThat(api.testBank().balance(account)).isEqualTo(1_00);
    }

    @Test
    void databaseThatIsAwayIsAskedForAgainLater() {
        api.streams().pause();
        Answer refused;
        Answer read;
        database(false);
        try {
            refused = deposit("s", "1.00");
            read = api.get("/v1/accounts/" + account.number());
        } finally {
            database(true);
            api.testBank().dataSource().getHikariPoolMXBean().softEvictConnections();
            api.streams().resume();
        }

        for (Answer answer : List.of(refused, read)) {
            assertThat(answer.status()).as(answer.text()).isEqualTo(503);
            assertThat(answer.field("code")).isEqualTo("unavailable");
            assertThat(answer.header("Retry-After")).isEqualTo("2");
        }
        Awaitility.await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> {
            Answer answer = deposit("s", "1.00", "Prefer", "wait=5");
            assertThat(answer.field("status")).as(answer.text()).isEqualTo("booked");
        });
        assertThat(api.testBank().balance(account)).isEqualTo(1_00);
    }

    /** Lets the database of the test take connections, or ends all it has. */
    private static void database(boolean open) {
        String url = api.testBank().dataSource().getJdbcUrl();
        String name = url.replaceAll(".*/(test_\\d+).*", "$1");
        var server = JdbcClient.create(new DriverManagerDataSource(url.replace("/" + name, "/postgres")));
        server.sql("alter database " + name + " with allow_connections " + open).update();
        if (!open) {
            server.sql("select pg_terminate_backend(pid) from pg_stat_activity where datname = :name")
                    .param("name", name)
                    .query((row, n) -> 0)
                    .list();
        }
    }

    private Answer deposit(String key, String amount, String... headers) {
        String[] all = new String[headers.length + 2];
        System.arraycopy(headers, 0, all, 2, headers.length);
        all[0] = "Idempotency-Key";
        all[1] = key + "-" + account.id();
        return api.post(
                "/v1/payments",
                Map.of("type", "deposit", "to", account.number(), "amount", amount, "currency", "USD"),
                all);
    }
}
