package vesper.api.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import vesper.api.TestApi;
import vesper.api.TestApi.Answer;

/** Clients that change their own secret. */
class SecretRotationTest {
    private final TestApi api = TestApi.shared();
    private final Clients clients = new Clients(api.bank().jdbc());
    private final String id = "rotating-" + UUID.randomUUID();
    private final String first = clients.register(id, Set.of("credentials"));

    private Answer rotate(String secret, Object validDays) {
        String token = api.requestToken(id, secret, "credentials").field("access_token");
        return api.post("/v1/credentials/secret", Map.of("validDays", validDays), "Authorization", "Bearer " + token);
    }

    private int status(String secret) {
        return api.requestToken(id, secret, "credentials").status();
    }

    private void pass(String time) {
        api.bank().jdbc().sql("""
                        update oauth_client set secret_expires_at = secret_expires_at - :time::interval,
                               previous_until = previous_until - :time::interval where client_id = :id
                        """).param("time", time).param("id", id).update();
    }

    @Test
    void oldSecretIsValidForADayAndTheNewOneUntilItExpires() {
        Answer rotated = rotate(first, 30);
        assertThat(rotated.status()).as(rotated.text()).isEqualTo(201);
        String second = rotated.field("secret");
        assertThat(second).hasSize(43).isNotEqualTo(first);
        assertThat(status(first)).isEqualTo(200);
        assertThat(status(second)).isEqualTo(200);
        assertThat(status(first + " " + second)).isEqualTo(401);

        pass("1 day");
        assertThat(status(first)).isEqualTo(401);
        assertThat(status(second)).isEqualTo(200);
        pass("29 days");
        assertThat(status(second)).isEqualTo(401);
        assertThat(status("")).isIn(400, 401);
    }

    @Test
    void thereIsNoThirdSecretWhileTheFirstIsValid() {
        String second = rotate(first, 30).field("secret");

        assertThat(rotate(second, 30).field("code")).isEqualTo("wrong_state");
        pass("1 day");
        String third = rotate(second, 30).field("secret");
        assertThat(status(second)).isEqualTo(200);
        assertThat(status(third)).isEqualTo(200);
    }

    @Test
    void expiredSecretIsNotKeptAliveByAChange() {
        String second = rotate(first, 1).field("secret");
        pass("23 hours");
        api.bank()
                .jdbc()
                .sql("update oauth_client set previous_until = now() where client_id = :id")
                .param("id", id)
                .update();

        assertThat(clients.rotateSecret(id, Duration.ofDays(30), Duration.ofDays(30)))
                .isPresent();

        assertThat(status(second)).isEqualTo(200);
        pass("2 hours");
        assertThat(status(second)).isEqualTo(401);
    }

    @Test
    void daysAreBounded() {
        assertThat(rotate(first, 0).field("code")).isEqualTo("invalid_number");
        assertThat(rotate(first, 731).field("code")).isEqualTo("invalid_number");
        assertThat(rotate(first, "many").field("code")).isEqualTo("wrong_type");
        assertThat(status(first)).isEqualTo(200);
    }

    @Test
    void newSecretAndRegistrationForgetTheOldOnes() {
        String second = rotate(first, 30).field("secret");
        String registered = clients.register(id, Set.of("credentials"));

        assertThat(status(first)).isEqualTo(401);
        assertThat(status(second)).isEqualTo(401);
        assertThat(status(registered)).isEqualTo(200);
    }
}
