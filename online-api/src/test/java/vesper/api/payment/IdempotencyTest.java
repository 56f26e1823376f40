package vesper.api.payment;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;
import vesper.api.TestApi;
import vesper.api.TestApi.Answer;
import vesper.bank.Ids;
import vesper.bank.account.Account;
import vesper.bank.account.AccountStatus;

class IdempotencyTest {
    private final TestApi api = TestApi.shared();
    private Account account;

    @BeforeEach
    void openAccount() {
        account = api.testBank().current(0);
    }

    @Test
    void sameKeyAndBodyGiveTheSameAnswerAndOneEffect() {
        Answer first = api.post("/v1/payments", deposit("10.00"), "Idempotency-Key", "s-" + account.id());
        Answer second = api.post("/v1/payments", deposit("10.00"), "Idempotency-Key", "s-" + account.id());

        assertThat(first.status()).isEqualTo(202);
        assertThat(second.status()).isEqualTo(202);
        assertThat(second.text()).isEqualTo(first.text());
        assertThat(first.header("Idempotent-Replayed")).isEmpty();
        assertThat(second.header("Idempotent-Replayed")).isEqualTo("true");
        Answer third =
                api.post("/v1/payments", deposit("10.00"), "Idempotency-Key", "s-" + account.id(), "Prefer", "wait=10");
        assertThat(third.field("status")).isEqualTo("booked");
        assertThat(api.testBank().balance(account)).isEqualTo(10_00);
        assertThat(api.streams().submissions(UUID.fromString(first.field("id"))))
                .isEqualTo(1);
    }

    @Test
    void idFollowsFromClientAndKey() {
        Answer answer = api.post("/v1/payments", deposit("10.00"), "Idempotency-Key", "k-" + account.id());

        assertThat(answer.field("id"))
                .isEqualTo(Ids.of("shop", "k-" + account.id()).toString());
    }

    @Test
    void requestIsTheSameIfItsValuesAre() {
        Map<String, Object> other = deposit("10.0");
        other.put("to", account.number().toLowerCase() + " ");
        Answer first = api.post("/v1/payments", deposit("10.00"), "Idempotency-Key", "v-" + account.id());
        Answer second = api.post("/v1/payments", other, "Idempotency-Key", "v-" + account.id());

        assertThat(second.text()).isEqualTo(first.text());
    }

    @Test
    void sameKeyWithAnotherBodyIsRefused() {
        api.post("/v1/payments", deposit("10.00"), "Idempotency-Key", "o-" + account.id(), "Prefer", "wait=10");
        Answer second = api.post("/v1/payments", deposit("10.01"), "Idempotency-Key", "o-" + account.id());

        assertThat(second.status()).isEqualTo(422);
        assertThat(second.field("code")).isEqualTo("idempotency_key_reused");
        assertThat(api.testBank().balance(account)).isEqualTo(10_00);
    }

    @Test
    void sameKeyOfAnotherClientIsAnotherPayment() {
        api.register("second-shop", "payments:write");
        Answer mine = api.post("/v1/payments", deposit("10.00"), "Idempotency-Key", "c-" + account.id());
        Answer theirs = api.post(
                "/v1/payments",
                deposit("10.00"),
                "Idempotency-Key",
                "c-" + account.id(),
                "Authorization",
                "Bearer " + api.token("second-shop", "payments:write"));

        assertThat(theirs.field("id")).isNotEqualTo(mine.field("id"));
    }

    @Test
    void refusedRequestFreesItsKey() {
        api.bank().accounts().setStatus(account.id(), AccountStatus.FROZEN);
        Answer refused = api.post("/v1/payments", deposit("10.00"), "Idempotency-Key", "f-" + account.id());
        Account open = api.testBank().current(0);
        Map<String, Object> corrected = deposit("10.00");
        corrected.put("to", open.number());
        Answer taken = api.post("/v1/payments", corrected, "Idempotency-Key", "f-" + account.id());

        assertThat(refused.field("code")).isEqualTo("account_frozen");
        assertThat(taken.status()).as(taken.text()).isEqualTo(202);
    }

    @Test
    void repeatIsAnsweredEvenIfTheAccountIsFrozenSince() {
        Answer first =
                api.post("/v1/payments", deposit("10.00"), "Idempotency-Key", "r-" + account.id(), "Prefer", "wait=10");
        api.bank().accounts().setStatus(account.id(), AccountStatus.FROZEN);
        Answer second =
                api.post("/v1/payments", deposit("10.00"), "Idempotency-Key", "r-" + account.id(), "Prefer", "wait=10");

        assertThat(second.text()).isEqualTo(first.text());
    }

    @Test
    void fiftyAtOnceHaveOneEffect() {
        String body = JsonMapper.shared().writeValueAsString(deposit("10.00"));
        List<CompletableFuture<Answer>> answers = IntStream.range(0, 50)
                .mapToObj(i -> api.http()
                        .sendAsync(
                                api.request("/v1/payments", "Idempotency-Key", "p-" + account.id(), "Prefer", "wait=10")
                                        .POST(BodyPublishers.ofString(body))
                                        .build(),
                                BodyHandlers.ofString())
                        .thenApply(Answer::new))
                .toList();

        assertThat(answers).allSatisfy(answer -> {
            assertThat(answer.join().status()).as(answer.join().text()).isEqualTo(200);
            assertThat(answer.join().text()).isEqualTo(answers.get(0).join().text());
        });
        assertThat(api.streams()
                        .submissions(UUID.fromString(answers.get(0).join().field("id"))))
                .isEqualTo(1);
        assertThat(api.testBank().balance(account)).isEqualTo(10_00);
    }

    @Test
    void withoutKeyEveryRequestIsAPayment() {
        api.post("/v1/payments", deposit("10.00"), "Prefer", "wait=10");
        api.post("/v1/payments", deposit("10.00"), "Prefer", "wait=10");

        assertThat(api.testBank().balance(account)).isEqualTo(20_00);
    }

    private Map<String, Object> deposit(String amount) {
        return new HashMap<>(Map.of("type", "deposit", "to", account.number(), "amount", amount, "currency", "USD"));
    }
}
