package vesper.api.limits;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import vesper.api.TestApi;
import vesper.api.TestApi.Answer;
import vesper.bank.account.Account;

class LimitTest {
    private static TestApi api;

    @BeforeAll
    static void startApi() {
        api = new TestApi(
                "vesper.api.limits.client=1:6",
                "vesper.api.limits.token=1:40",
                "vesper.api.limits.routes[/v1/loans/products]=1:3",
                "vesper.api.limits.max-concurrent=2",
                "vesper.api.limits.allowed-origins=https://app.example");
        // Tokens first: guessing secrets uses up what this address may ask for.
        api.token();
        for (String client : List.of("greedy", "modest", "applicant", "patient", "browser")) {
            api.register(client, TestApi.ALL_SCOPES);
            api.token(client, TestApi.ALL_SCOPES);
        }
    }

    @AfterAll
    static void stopApi() {
        api.close();
    }

    private static Answer read(String client) {
        return api.get("/v1/accounts/X", "Authorization", "Bearer " + api.token(client, TestApi.ALL_SCOPES));
    }

    @Test
    void clientThatAsksTooMuchIsToldWhenToComeAgainAndOthersAreServed() {
        Answer first = read("greedy");
        assertThat(first.status()).isEqualTo(404);
        assertThat(first.response().headers().allValues("RateLimit-Policy"))
                .containsExactly("\"address\";q=100000;w=1", "\"client\";q=6;w=6");
        assertThat(first.response().headers().allValues("RateLimit").get(1)).isEqualTo("\"client\";r=5;t=1");

        Answer last = first;
        for (int n = 0; n < 20 && last.status() != 429; n++) {
            last = read("greedy");
        }

        assertThat(last.status()).isEqualTo(429);
        assertThat(last.field("code")).isEqualTo("too_many_requests");
        assertThat(Integer.parseInt(last.header("Retry-After"))).isEqualTo(1);
        assertThat(last.response().headers().allValues("RateLimit").get(1)).startsWith("\"client\";r=0;");
        assertThat(read("modest").status()).isEqualTo(404);
    }

    @Test
    void routeHasALimitOfItsOwn() {
        String token = "Bearer " + api.token("applicant", TestApi.ALL_SCOPES);
        Answer last = api.get("/v1/loans/products", "Authorization", token);
        assertThat(last.status()).isEqualTo(200);
        for (int n = 0; n < 10 && last.status() != 429; n++) {
            last = api.get("/v1/loans/products", "Authorization", token);
        }

        assertThat(last.status()).isEqualTo(429);
        assertThat(last.response().headers().allValues("RateLimit").get(2))
                .startsWith("\"route /v1/loans/products\";r=0");
        assertThat(read("applicant").status()).isEqualTo(404);
    }

    @Test
    void secretsCannotBeGuessedFast() {
        Answer last = api.requestToken("guessed", "wrong", "accounts:read");
        for (int n = 0; n < 80 && last.status() != 429; n++) {
            last = api.requestToken("guessed", "wrong", "accounts:read");
        }

        assertThat(last.status()).isEqualTo(429);
    }

    @Test
    void moreWorkThanTheBankCanDoIsRefusedAtOnce() {
        Account account = api.testBank().current(1_00);
        api.bank().transaction().executeWithoutResult(locked -> {
            api.bank().jdbc().sql("lock table account in access exclusive mode").update();
            var waiting = new CompletableFuture<?>[2];
            for (int n = 0; n < 2; n++) {
                waiting[n] = api.http().sendAsync(readOf(account).build(), BodyHandlers.ofString());
            }
            Answer shed = Awaitility.await()
                    .until(
                            () -> api.send(HttpRequest.newBuilder(api.uri("/v1/accounts/X"))
                                    .GET()),
                            answer -> answer.status() == 503);

            assertThat(shed.field("code")).isEqualTo("overloaded");
            assertThat(shed.header("Retry-After")).isEqualTo("1");
            assertThat(waiting).noneMatch(CompletableFuture::isDone);
        });
        Awaitility.await().until(() -> api.send(readOf(account)).status(), status -> status == 200);
    }

    private static HttpRequest.Builder readOf(Account account) {
        return api.request(
                "/v1/accounts/" + account.number(),
                "Authorization",
                "Bearer " + api.token("patient", TestApi.ALL_SCOPES));
    }

    @Test
    void onlyNamedWebPagesMayCall() {
        Answer own = preflight("https://app.example");
        assertThat(own.status()).isEqualTo(200);
        assertThat(own.header("Access-Control-Allow-Origin")).isEqualTo("https://app.example");
        assertThat(own.header("Access-Control-Allow-Credentials")).isEmpty();

        Answer other = preflight("https://evil.example");
        assertThat(other.status()).isEqualTo(403);
        assertThat(other.header("Access-Control-Allow-Origin")).isEmpty();
    }

    private static Answer preflight(String origin) {
        return api.send(HttpRequest.newBuilder(api.uri("/v1/payments"))
                .header("Origin", origin)
                .header("Access-Control-Request-Method", "POST")
                .header("Access-Control-Request-Headers", "authorization,idempotency-key")
                .method("OPTIONS", HttpRequest.BodyPublishers.noBody()));
    }

    @Test
    void headOfARequestIsBounded() {
        Answer answer = api.send(HttpRequest.newBuilder(api.uri("/v1/accounts/X"))
                .header("X-Long", "x".repeat(10_000))
                .GET());

        assertThat(answer.status()).isBetween(400, 431);
        assertThat(answer.text()).doesNotContain("Exception").doesNotContain("Tomcat");
    }

    @Test
    void browsersAreToldToRunAndFrameNothing() {
        Answer answer = read("browser");

        assertThat(answer.header("Content-Security-Policy"))
                .isEqualTo("default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'");
        assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(answer.header("X-Frame-Options")).isEqualTo("DENY");
        assertThat(answer.header("Referrer-Policy")).isEqualTo("no-referrer");
        assertThat(answer.header("Cross-Origin-Opener-Policy")).isEqualTo("same-origin");
        assertThat(answer.header("Cross-Origin-Resource-Policy")).isEqualTo("same-origin");
        assertThat(answer.header("Permissions-Policy")).contains("geolocation=()");
        assertThat(answer.header("Cache-Control")).contains("no-store");
        assertThat(answer.header("Server")).isEmpty();
    }
}
