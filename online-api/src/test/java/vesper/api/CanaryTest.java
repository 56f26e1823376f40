package vesper.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Queue;
import org.junit.jupiter.api.Test;
import vesper.api.TestApi.Answer;

/** A card number goes in by a request and comes out nowhere: no answer, log line, topic or table has it. */
class CanaryTest {
    private static final String CANARY = "4929123488776655";

    @Test
    void cardNumberIsFoundNowhere() {
        TestApi api = TestApi.shared();
        Queue<String> lines;
        StringBuilder answers = new StringBuilder();
        try (CollectedLog log = new CollectedLog()) {
            lines = log.lines();
            for (Answer answer : List.of(
                    api.post("/v1/payments", payment("1.00")),
                    api.post("/v1/card-accounts", Map.of("card", CANARY, "currency", "USD", "openingBalance", "9")),
                    api.post("/v1/card-accounts", Map.of("card", CANARY, "currency", "USD")),
                    api.post("/v1/payments", payment("1.00"), "Prefer", "wait=10", "Idempotency-Key", "canary"),
                    api.post("/v1/payments", payment("2.00"), "Idempotency-Key", "canary"),
                    api.post("/v1/payments", payment("-1")),
                    api.post("/v1/payments", "{\"card\": \"" + CANARY + "\", "),
                    api.post("/v1/payments", "{\"card\": \"" + CANARY + "\" oops"),
                    api.post("/v1/payments", "{\"card\": " + CANARY + "}"),
                    api.post("/v1/payments", "{\"" + CANARY + "\": 1}"),
                    api.post("/v1/payments", "{\"amount\": {\"" + CANARY + "\": 1}}"),
                    api.post(
                            "/v1/payments",
                            Map.of("type", CANARY, "currency", CANARY, "amount", CANARY, "time", CANARY)),
                    api.post(
                            "/v1/payments",
                            Map.of(
                                    "type",
                                    "transfer",
                                    "from",
                                    CANARY,
                                    "to",
                                    CANARY + "1",
                                    "amount",
                                    "1",
                                    "currency",
                                    "USD")),
                    api.post("/v1/payments", CANARY),
                    api.get("/v1/accounts/" + CANARY),
                    api.get("/v1/payments/" + CANARY))) {
                answer.response().headers().map().values().forEach(answers::append);
                answers.append(answer.text()).append('\n');
            }
        }

        assertThat(answers.toString()).doesNotContain(CANARY);
        assertThat(lines).isNotEmpty();
        // The framework logs the path of each request at DEBUG; the API's paths hold no card numbers unless one is put
        // there.
        assertThat(lines.stream().filter(line -> line.contains(CANARY)).filter(line -> !line.contains("/" + CANARY)))
                .isEmpty();
        assertThat(CanaryTopics.all(api)).isNotEmpty().doesNotContain(CANARY);
        assertThat(tables(api)).isNotEmpty().doesNotContain(CANARY);
    }

    private static Map<String, Object> payment(String amount) {
        return Map.of("type", "card_payment", "card", CANARY, "merchant", "Cafe", "amount", amount, "currency", "USD");
    }

    private static String tables(TestApi api) {
        StringBuilder all = new StringBuilder();
        List<String> tables = api.bank()
                .jdbc()
                .sql("select table_name from information_schema.tables where table_schema = 'public'")
                .query(String.class)
                .list();
        for (String table : tables) {
            api.bank()
                    .jdbc()
                    .sql("select t::text from " + table + " t")
                    .query(String.class)
                    .list()
                    .forEach(all::append);
        }
        return all.toString();
    }
}
