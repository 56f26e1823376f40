package vesper.api.payment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import vesper.api.TestApi;
import vesper.api.TestApi.Answer;
import vesper.bank.account.Account;

class PaymentBatchTest {
    private final TestApi api = TestApi.shared();
    private Account account;
    private String card;

    @BeforeEach
    void openAccount() {
        account = api.testBank().current(100_00);
        card = api.card(account);
    }

    @Test
    void eachPaymentIsTakenOnItsOwn() {
        Answer answer = post(List.of(
                item(key(), payment(card, "10.00")),
                item(key(), payment(card, "0")),
                item(key(), payment(TestApi.newCardNumber(), "1.00")),
                item(key(), payment(card, "2.50"))));

        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        JsonNode answers = answer.json().path("payments");
        assertThat(answers.size()).isEqualTo(4);
        assertThat(answers.path(0).path("payment").path("status").asString()).isIn("accepted", "booked");
        assertThat(answers.path(0).has("problem")).isFalse();
        assertThat(answers.path(1).path("problem").path("code").asString()).isEqualTo("amount_not_positive");
        assertThat(answers.path(1).has("payment")).isFalse();
        assertThat(answers.path(2).path("problem").path("code").asString()).isEqualTo("unknown_card");
        assertThat(answers.path(3).path("payment").path("businessDate").asString())
                .isEqualTo("2023-06-05");
        Awaitility.await()
                .untilAsserted(() -> assertThat(api.testBank().balance(account)).isEqualTo(100_00 - 12_50));
        String id = answers.path(3).path("payment").path("id").asString();
        assertThat(api.get("/v1/payments/" + id).field("status")).isEqualTo("booked");
    }

    @Test
    void keyOfABatchIsTheKeyOfASingleRequest() {
        String key = key();
        Answer single = api.post("/v1/payments", payment(card, "10.00"), "Idempotency-Key", key);

        Answer batch = post(List.of(item(key, payment(card, "10.00")), item(key, payment(card, "11.00"))));

        JsonNode answers = batch.json().path("payments");
        assertThat(answers.path(0).path("payment").path("id").asString()).isEqualTo(single.field("id"));
        assertThat(answers.path(0).path("replayed").asBoolean()).isTrue();
        assertThat(answers.path(1).path("problem").path("code").asString()).isEqualTo("idempotency_key_reused");
    }

    @Test
    void batchSentTwiceHasOneEffect() {
        List<Map<String, Object>> items = new ArrayList<>();
        for (int n = 0; n < 50; n++) {
            items.add(item(key(), payment(card, "1.00")));
        }
        JsonNode first =
                api.post("/v1/payments/batch", Map.of("payments", items)).json().path("payments");
        JsonNode second =
                api.post("/v1/payments/batch", Map.of("payments", items)).json().path("payments");

        for (int n = 0; n < 50; n++) {
            assertThat(second.path(n).path("payment").path("id"))
                    .isEqualTo(first.path(n).path("payment").path("id"));
            assertThat(second.path(n).path("replayed").asBoolean()).isTrue();
        }
        Awaitility.await()
                .untilAsserted(() -> assertThat(api.testBank().balance(account)).isEqualTo(50_00));
    }

    @Test
    void itemWithoutKeyOrPaymentIsNamed() {
        Map<String, Object> keyless = new LinkedHashMap<>();
        keyless.put("payment", payment(card, "1.00"));

        Answer answer = post(List.of(
                keyless, Map.of("idempotencyKey", key()), item(" ", payment(card, "1.00")), item("a\u0000", Map.of())));

        JsonNode answers = answer.json().path("payments");
        assertThat(answers.path(0).path("problem").path("detail").asString()).startsWith("idempotencyKey: ");
        assertThat(answers.path(1).path("problem").path("detail").asString()).startsWith("payment: ");
        assertThat(answers.path(2).path("problem").path("code").asString()).isEqualTo("invalid_idempotency_key");
        assertThat(answers.path(3).path("problem").path("code").asString()).isEqualTo("invalid_idempotency_key");
    }

    @Test
    void batchAsAWholeIsChecked() {
        assertThat(api.post("/v1/payments/batch", Map.of()).field("code")).isEqualTo("missing_field");
        assertThat(api.post("/v1/payments/batch", Map.of("payments", List.of())).field("code"))
                .isEqualTo("too_many_items");
        List<Map<String, Object>> items = new ArrayList<>();
        for (int n = 0; n < 501; n++) {
            items.add(item(key(), payment(card, "1.00")));
        }
        assertThat(api.post("/v1/payments/batch", Map.of("payments", items)).field("code"))
                .isEqualTo("too_many_items");
        String stranger = "Bearer " + api.token("shop", "accounts:read");
        assertThat(api.post("/v1/payments/batch", Map.of("payments", items), "Authorization", stranger)
                        .status())
                .isEqualTo(403);
    }

    private Answer post(List<Map<String, Object>> items) {
        return api.post("/v1/payments/batch", Map.of("payments", items));
    }

    private static Map<String, Object> item(String key, Map<String, Object> payment) {
        return Map.of("idempotencyKey", key, "payment", payment);
    }

    private static Map<String, Object> payment(String card, String amount) {
        return Map.of(
                "type", "card_payment", "card", card, "merchant", "Harbour Books", "amount", amount, "currency", "USD");
    }

    private static String key() {
        return UUID.randomUUID().toString();
    }
}
