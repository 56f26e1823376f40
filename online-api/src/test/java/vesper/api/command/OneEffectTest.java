package vesper.api.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;
import vesper.api.TestApi;
import vesper.api.TestApi.Answer;
import vesper.bank.account.Account;

/**
 * Each of many keys is used fifty times at once: one effect each, and one answer. {@code -Dkeys=1000} takes more of them than a build
 * does.
 */
class OneEffectTest {
    private static final int KEYS = Integer.getInteger("keys", 60);
    private static final int AT_ONCE = 50;

    private final TestApi api = TestApi.shared();

    @Test
    void paymentsOfOneKeyAreOne() {
        Account account = api.testBank().current(0);
        Map<String, Object> deposit =
                Map.of("type", "deposit", "to", account.number(), "amount", "1.00", "currency", "USD");

        for (int key = 0; key < KEYS; key++) {
            List<Answer> answers = atOnce("/v1/payments", deposit, account.id() + "-" + key);

            assertThat(answers)
                    .allSatisfy(answer ->
                            assertThat(answer.status()).as(answer.text()).isIn(200, 202));
            Set<String> ids = answers.stream().map(answer -> answer.field("id")).collect(Collectors.toSet());
            assertThat(ids).hasSize(1);
            Answer outcome =
                    api.post("/v1/payments", deposit, "Idempotency-Key", account.id() + "-" + key, "Prefer", "wait=20");
            assertThat(outcome.field("status")).as(outcome.text()).isEqualTo("booked");
            assertThat(api.streams().submissions(UUID.fromString(ids.iterator().next())))
                    .isEqualTo(1);
        }

        assertThat(api.testBank().balance(account)).isEqualTo(KEYS * 100L);
    }

    @Test
    void commandsOfOneKeyAreOne() {
        String customer = UUID.randomUUID().toString();
        api.bank().customers().register(customer, "Ada Nilsson", null, "", "en");
        Map<String, String> opening = Map.of("product", "savings", "currency", "USD", "customerReference", customer);

        for (int key = 0; key < KEYS; key++) {
            List<Answer> answers = atOnce("/v1/accounts", opening, customer + key);

            assertThat(answers)
                    .allSatisfy(answer ->
                            assertThat(answer.status()).as(answer.text()).isIn(201, 409));
            Set<String> opened = answers.stream()
                    .filter(answer -> answer.status() == 201)
                    .map(answer -> answer.field("number"))
                    .collect(Collectors.toSet());
            assertThat(opened).hasSize(1);
            assertThat(answers)
                    .filteredOn(answer -> answer.status() == 409)
                    .allSatisfy(answer -> assertThat(answer.field("code")).isEqualTo("idempotency_key_in_use"));
            Answer again = api.post("/v1/accounts", opening, "Idempotency-Key", customer + key);
            assertThat(again.field("number")).isEqualTo(opened.iterator().next());
            assertThat(again.header("Idempotent-Replayed")).isEqualTo("true");
        }

        assertThat(api.get("/v1/accounts?customerReference=" + customer).json().path("accounts"))
                .hasSize(KEYS);
    }

    private List<Answer> atOnce(String path, Map<String, ?> body, String key) {
        String json = JsonMapper.shared().writeValueAsString(body);
        List<CompletableFuture<Answer>> answers = IntStream.range(0, AT_ONCE)
                .mapToObj(n -> api.http()
                        .sendAsync(
                                api.request(path, "Idempotency-Key", key)
                                        .POST(BodyPublishers.ofString(json))
                                        .build(),
                                BodyHandlers.ofString())
                        .thenApply(Answer::new))
                .toList();
        return answers.stream().map(CompletableFuture::join).toList();
    }
}
