package vesper.api.signin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static vesper.api.signin.TestCustomer.PASSWORD;

import io.lettuce.core.RedisClient;
import io.lettuce.core.api.sync.RedisCommands;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.context.ConfigurableApplicationContext;
import redis.embedded.RedisServer;
import tools.jackson.databind.JsonNode;
import vesper.api.TestApi;
import vesper.api.TestApi.Answer;
import vesper.bank.TestPorts;
import vesper.bank.account.Account;

/** Two processes and a Redis: whichever answers knows the browser, and what was booked. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SharedSessionTest {
    private RedisServer redis;
    private RedisClient client;
    private TestApi api;
    private ConfigurableApplicationContext other;
    private TestCustomer ada;

    @BeforeAll
    void start() throws IOException {
        int port = TestPorts.free();
        redis = RedisServer.newRedisServer().port(port).bind("127.0.0.1").build();
        redis.start();
        client = RedisClient.create("redis://127.0.0.1:" + port);
        String address = "redis://127.0.0.1:" + port;
        // What is kept goes by events alone: it would stay for longer than the test runs.
        api = new TestApi(
                "vesper.sessions.redis=" + address, "vesper.api.cache.redis=" + address, "vesper.api.cache.kept=1h");
        other = api.startAnother();
    }

    @AfterAll
    void stop() throws IOException {
        other.close();
        api.close();
        client.shutdown();
        redis.stop();
    }

    @BeforeEach
    void enrol() {
        ada = TestCustomer.enrolled(api);
    }

    private RedisCommands<String, String> commands() {
        return client.connect().sync();
    }

    /** From now on the browser comes to this process. */
    private void goTo(ConfigurableApplicationContext process) {
        ada.port = process == null ? api.port() : TestApi.portOf(process);
    }

    @Test
    void eachStepOfASignInMayComeToAnotherProcess() {
        assertThat(ada.authorize("accounts:read").header("Location")).endsWith("/sign-in");
        goTo(other);
        ada.password(PASSWORD);
        goTo(null);
        Answer signedIn = ada.code(ada.backupCodes.remove(0));
        assertThat(signedIn.header("Location")).contains("/oauth2/authorize");
        goTo(other);
        assertThat(ada.open("/sign-in/security").text()).contains("You have none yet.");
        assertThat(ada.authorize("accounts:read").header("Location")).startsWith(TestCustomer.CALLBACK);
    }

    @Test
    void enrolmentMayGoOnInAnotherProcessAndLeavesNoSecretInRedis() {
        TestCustomer bob = new TestCustomer(api);
        bob.fill("/sign-in/enrol", "code", bob.invite(), "name", bob.name, "password", PASSWORD);
        bob.port = TestApi.portOf(other);
        String page = bob.open("/sign-in/enrol/device").text();
        assertThat(page).contains("Scan this with an authenticator app");

        List<String> kept = commands().keys("vesper:sessions:*");
        byte[] secret = TestCustomer.decoded(page.replaceAll("(?s).*<code>([A-Z2-7]{32})</code>.*", "$1"));
        String hex = java.util.HexFormat.of().formatHex(secret);
        assertThat(kept).isNotEmpty();
        for (String session : kept) {
            client.connect(io.lettuce.core.codec.ByteArrayCodec.INSTANCE)
                    .sync()
                    .hvals(session.getBytes(java.nio.charset.StandardCharsets.US_ASCII))
                    .forEach(value -> assertThat(java.util.HexFormat.of().formatHex(value))
                            .doesNotContain(hex));
        }
    }

    @Test
    void sessionEndedInOneProcessIsEndedInTheOther() {
        String token = "Bearer " + ada.token("sessions");
        JsonNode sessions =
                api.get("/v1/sessions", "Authorization", token).json().path("sessions");
        assertThat(sessions.size()).isEqualTo(1);
        goTo(other);
        assertThat(ada.open("/sign-in/devices").text()).contains("This one");

        String session = "/v1/sessions/" + sessions.path(0).path("id").asString();
        assertThat(api.send(api.request(session, "Authorization", token).DELETE())
                        .status())
                .isEqualTo(204);

        await().until(() -> ada.open("/sign-in/devices").header("Location").endsWith("/sign-in"));
        assertThat(ada.authorize("accounts:read").header("Location")).endsWith("/sign-in");
    }

    @Test
    void processThatStartsAgainKnowsWhoSignedInAndRedisThatLostAllNobody() {
        ada.token("accounts:read");
        api.stop();
        api.start();
        goTo(null);
        assertThat(ada.authorize("accounts:read").header("Location")).startsWith(TestCustomer.CALLBACK);

        commands().flushall();
        assertThat(ada.authorize("accounts:read").header("Location")).endsWith("/sign-in");
    }

    @Test
    void sessionThatCannotBeReadIsNobodys() {
        ada.token("accounts:read");
        RedisCommands<String, String> redis = commands();
        redis.keys("vesper:sessions:*")
                .forEach(session -> redis.hset(session, "sessionAttr:vesper.customer", "of another release"));

        assertThat(ada.authorize("accounts:read").header("Location")).endsWith("/sign-in");
        ada.password(PASSWORD);
        assertThat(ada.code(ada.backupCodes.remove(0)).status()).isEqualTo(302);
    }

    @Test
    void theApiItselfHasNoSessions() {
        commands().flushall();
        assertThat(api.get("/v1/accounts/" + ada.account().number())
                        .response()
                        .headers()
                        .allValues("Set-Cookie"))
                .isEmpty();
        assertThat(commands().keys("*")).isEmpty();
    }

    @Test
    void accountThatIsKeptIsForgottenInAllProcessesOnceItsBookingIsHeard() {
        Account account = ada.account();
        String key = "vesper:account:" + account.id();
        RedisCommands<String, String> kept = commands();
        // Nothing is kept before a process listens, and nothing that it reads for the first time.
        for (ConfigurableApplicationContext process : new ConfigurableApplicationContext[] {null, other}) {
            kept.del(key);
            await().until(() -> name(process, account, "max-age=3600") != null
                    && String.valueOf(kept.get(key)).startsWith("{"));
        }
        api.bank()
                .jdbc()
                .sql("update account set name = 'Another name' where id = :id")
                .param("id", account.id())
                .update();
        assertThat(name(null, account, "max-age=3600")).as("kept").isNotEqualTo("Another name");
        assertThat(name(other, account, "max-age=3600")).as("kept").isNotEqualTo("Another name");
        assertThat(name(null, account, null)).isEqualTo("Another name");
        assertThat(name(other, account, "max-age=0")).isEqualTo("Another name");

        Map<String, String> deposit =
                Map.of("type", "deposit", "to", account.number(), "amount", "12.00", "currency", "USD");
        assertThat(api.post("/v1/payments", deposit, "Prefer", "wait=20").field("status"))
                .isEqualTo("booked");

        await().until(() -> "Another name".equals(name(other, account, "max-age=3600")));
        for (ConfigurableApplicationContext process : new ConfigurableApplicationContext[] {null, other}) {
            assertThat(read(process, account, "max-age=3600").field("balance"))
                    .isEqualTo(api.get("/v1/accounts/" + account.number()).field("balance"));
        }
    }

    private String name(ConfigurableApplicationContext process, Account account, String cacheControl) {
        return read(process, account, cacheControl).field("name");
    }

    private Answer read(ConfigurableApplicationContext process, Account account, String cacheControl) {
        int port = process == null ? api.port() : TestApi.portOf(process);
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + port + "/v1/accounts/" + account.number()))
                .header("Authorization", "Bearer " + api.token());
        if (cacheControl != null) {
            request.header("Cache-Control", cacheControl);
        }
        Answer answer = api.send(request.GET());
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return answer;
    }
}
