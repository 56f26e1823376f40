package vesper.api.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.http.HttpRequest;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import vesper.api.TestApi;
import vesper.api.TestApi.Answer;

class TokenTest {
    private final TestApi api = TestApi.shared();

    @Test
    void tokenLasts15MinutesAndHasTheScopesAskedFor() {
        Clients clients = new Clients(api.bank().jdbc());
        String secret = clients.register("till", Set.of("payments:write", "accounts:read"));

        Answer answer = api.requestToken("till", secret, "payments:write");

        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        assertThat(answer.field("token_type")).isEqualTo("Bearer");
        assertThat(answer.json().path("expires_in").asInt()).isBetween(890, 900);
        assertThat(answer.field("scope")).isEqualTo("payments:write");
        assertThat(clients.exists("till")).isTrue();
        assertThat(clients.exists("tail")).isFalse();
    }

    @Test
    void secretIsStoredAsAHashOnly() {
        String secret = new Clients(api.bank().jdbc()).register("vault", Set.of("accounts:read"));

        assertThat(api.bank()
                        .jdbc()
                        .sql("select secret_hash from oauth_client where client_id = 'vault'")
                        .query(String.class)
                        .single())
                .startsWith("{sha256}")
                .doesNotContain(secret);
    }

    @Test
    void wrongSecretUnknownClientAndScopesNotGrantedGiveNoToken() {
        String secret = new Clients(api.bank().jdbc()).register("reader", Set.of("accounts:read"));

        assertThat(api.requestToken("reader", "wrong", "accounts:read").status())
                .isEqualTo(401);
        assertThat(api.requestToken("nobody", secret, "accounts:read").status()).isEqualTo(401);
        assertThat(api.requestToken("reader", secret, "onboarding").field("error"))
                .isEqualTo("invalid_scope");
        assertThat(api.requestToken("reader", secret, "accounts:read").status()).isEqualTo(200);
    }

    @Test
    void disabledClientAndOldSecretGetNoToken() {
        Clients clients = new Clients(api.bank().jdbc());
        String old = clients.register("changing", Set.of("accounts:read"));
        String secret = clients.register("changing", Set.of("accounts:read"));
        assertThat(api.requestToken("changing", old, "accounts:read").status()).isEqualTo(401);
        assertThat(api.requestToken("changing", secret, "accounts:read").status())
                .isEqualTo(200);

        clients.setEnabled("changing", false);

        assertThat(api.requestToken("changing", secret, "accounts:read").status())
                .isEqualTo(401);
    }

    @Test
    void clientsAreRegisteredUnderSoundNamesSecretsAndScopesOnly() {
        Clients clients = new Clients(api.bank().jdbc());

        assertThatThrownBy(() -> clients.register("A client", Set.of("onboarding")))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> clients.register("client", Set.of("everything")))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> clients.register("client", Set.of())).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> clients.register("client", Set.of("onboarding"), "password"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Bearer", "Bearer nonsense", "Basic c2hvcDpzaG9w", "Bearer a.b.c"})
    void wrongTokenIsRefused(String header) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(api.uri("/v1/accounts/X")).GET();
        if (!header.isEmpty()) {
            request.header("Authorization", header);
        }

        assertUnauthenticated(api.send(request));
    }

    @Test
    void tokenOfTheSameMakeIsTaken() {
        String token = new TestTokens(api, "accounts:read").sound();

        assertThat(api.get("/v1/accounts/X", "Authorization", "Bearer " + token).status())
                .isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/v1", "/v1/", "/error", "/actuator", "/oauth2/introspect", "/anything"})
    void nothingElseIsOpen(String path) {
        Answer answer = api.send(HttpRequest.newBuilder(api.uri(path)).GET());

        assertThat(answer.status()).isBetween(401, 403);
    }

    @Test
    void publicKeysAreOpenAndHoldNoPrivateOnes() {
        Answer keys = api.send(HttpRequest.newBuilder(api.uri("/oauth2/jwks")).GET());

        JsonNode key = keys.json().path("keys").path(0);
        assertThat(key.path("kty").asString()).isEqualTo("RSA");
        assertThat(key.has("d")).isFalse();
        assertThat(key.has("p")).isFalse();
    }

    private static void assertUnauthenticated(Answer answer) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(401);
        assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(answer.field("code")).isEqualTo("unauthenticated");
        assertThat(answer.header("WWW-Authenticate")).startsWith("Bearer");
    }
}
