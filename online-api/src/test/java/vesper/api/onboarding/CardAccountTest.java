package vesper.api.onboarding;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import vesper.api.TestApi;
import vesper.api.TestApi.Answer;

class CardAccountTest {
    private static final String PATH = "/v1/card-accounts";
    private final TestApi api = TestApi.shared();

    @Test
    void cardGetsAnAccountWithFundsThatItCanSpend() {
        String card = TestApi.newCardNumber();

        Answer opened = api.post(
                PATH,
                Map.of(
                        "card",
                        card,
                        "currency",
                        "USD",
                        "openingBalance",
                        "50.00",
                        "name",
                        "Ada Nilsson",
                        "email",
                        "ada@customer.example",
                        "address",
                        "1 Quay Street\nPort Amity",
                        "customerReference",
                        "ref-" + card));

        assertThat(opened.status()).as(opened.text()).isEqualTo(201);
        assertThat(opened.field("status")).isEqualTo("opened");
        assertThat(opened.field("cardLast4")).isEqualTo(card.substring(12));
        assertThat(opened.header("Location")).isEqualTo("/v1/accounts/" + opened.field("account"));
        assertThat(api.get(opened.header("Location")).field("balance")).isEqualTo("50.00");
        assertThat(api.get(opened.header("Location") + "/transactions")
                        .json()
                        .path("transactions")
                        .path(0)
                        .path("kind")
                        .asString())
                .isEqualTo("opening");
        Answer payment = api.post(
                "/v1/payments",
                Map.of("type", "card_payment", "card", card, "merchant", "Cafe", "amount", "4.20", "currency", "USD"),
                "Prefer",
                "wait=10");
        assertThat(payment.field("status")).isEqualTo("booked");
    }

    @Test
    void knownCardIsLeftAsItIs() {
        Map<String, Object> request =
                Map.of("card", TestApi.newCardNumber(), "currency", "USD", "openingBalance", "50.00");
        Answer first = api.post(PATH, request);
        Answer second = api.post(PATH, request);

        assertThat(second.status()).isEqualTo(200);
        assertThat(second.field("status")).isEqualTo("known");
        assertThat(second.field("account")).isEqualTo(first.field("account"));
        assertThat(api.get("/v1/accounts/" + first.field("account")).field("balance"))
                .isEqualTo("50.00");
    }

    @Test
    void sameCardAtOnceIsOpenedOnce() {
        String body = JsonMapper.shared()
                .writeValueAsString(
                        Map.of("card", TestApi.newCardNumber(), "currency", "USD", "openingBalance", "50.00"));
        List<CompletableFuture<Answer>> answers = IntStream.range(0, 10)
                .mapToObj(i -> api.http()
                        .sendAsync(
                                api.request(PATH)
                                        .POST(BodyPublishers.ofString(body))
                                        .build(),
                                BodyHandlers.ofString())
                        .thenApply(Answer::new))
                .toList();

        assertThat(answers.stream().map(answer -> answer.join().status()))
                .containsOnly(200, 201)
                .containsOnlyOnce(201);
        assertThat(answers.stream()
                        .map(answer -> answer.join().field("account"))
                        .distinct())
                .hasSize(1);
    }

    @Test
    void batchOpensWhatIsNewKeepsWhatIsKnownAndRejectsWhatIsWrong() {
        String known = TestApi.newCardNumber();
        String account =
                api.post(PATH, Map.of("card", known, "currency", "USD")).field("account");

        Answer answer = api.post(
                PATH + "/batch",
                Map.of(
                        "cardAccounts",
                        List.of(
                                Map.of("card", TestApi.newCardNumber(), "currency", "USD", "openingBalance", "1"),
                                Map.of("card", "12", "currency", "USD"),
                                Map.of("card", known, "currency", "USD"))));

        JsonNode answers = answer.json().path("cardAccounts");
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        assertThat(answers.findValuesAsString("status")).containsExactly("opened", "rejected", "known");
        assertThat(answers.path(1).path("errors").path(0).path("field").asString())
                .isEqualTo("cardAccounts[1].card");
        assertThat(answers.path(2).path("account").asString()).isEqualTo(account);
    }

    @Test
    void fiveHundredAreOpenedAtOnceAndNoMore() {
        List<Map<String, String>> items = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            items.add(Map.of("card", TestApi.newCardNumber(), "currency", "USD", "openingBalance", "1000.00"));
        }

        Answer answer = api.post(PATH + "/batch", Map.of("cardAccounts", items));
        items.add(items.get(0));
        Answer tooMany = api.post(PATH + "/batch", Map.of("cardAccounts", items));

        assertThat(answer.json().path("cardAccounts").findValuesAsString("status"))
                .hasSize(500)
                .containsOnly("opened");
        assertThat(tooMany.field("code")).isEqualTo("too_many_items");
        assertThat(api.post(PATH + "/batch", Map.of("cardAccounts", List.of())).field("code"))
                .isEqualTo("too_many_items");
    }

    @Test
    void batchesWithTheSameCardsAtOnceOpenEachOnce() {
        List<Map<String, String>> items = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            items.add(Map.of("card", TestApi.newCardNumber(), "currency", "USD"));
        }
        List<Map<String, String>> reversed = new ArrayList<>(items);
        Collections.reverse(reversed);

        CompletableFuture<Answer> one =
                CompletableFuture.supplyAsync(() -> api.post(PATH + "/batch", Map.of("cardAccounts", items)));
        Answer other = api.post(PATH + "/batch", Map.of("cardAccounts", reversed));

        List<String> accounts =
                new ArrayList<>(one.join().json().path("cardAccounts").findValuesAsString("account"));
        Collections.reverse(accounts);
        assertThat(other.json().path("cardAccounts").findValuesAsString("account"))
                .hasSize(20)
                .isEqualTo(accounts);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "card              | 12            | invalid_card",
                "currency          | QQQ           | unknown_currency",
                "openingBalance    | -1            | amount_negative",
                "openingBalance    | 1.005         | amount_decimals",
                "openingBalance    | 1000000000001 | amount_too_large",
                "email             | ada           | invalid_email",
                "email             | a@b@c.example | invalid_email",
                "name              | ''            | invalid_text",
                "customerReference | ' '           | invalid_text",
            })
    void wrongFieldsAreNamed(String field, String value, String code) {
        Map<String, Object> request = new HashMap<>(Map.of("card", TestApi.newCardNumber(), "currency", "USD"));
        request.put(field, value);

        Answer answer = api.post(PATH, request);

        assertThat(answer.status()).as(answer.text()).isEqualTo(422);
        assertThat(answer.field("code")).isEqualTo(code);
        assertThat(answer.json().path("errors").path(0).path("field").asString())
                .isEqualTo(field);
    }
}
