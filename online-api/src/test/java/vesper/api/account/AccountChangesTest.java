package vesper.api.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import vesper.api.TestApi;
import vesper.api.TestApi.Answer;
import vesper.bank.TestBank;
import vesper.bank.account.Account;
import vesper.bank.ledger.HoldRequest;

class AccountChangesTest {
    private final TestApi api = TestApi.shared();
    private final String customer = UUID.randomUUID().toString();

    @BeforeEach
    void registerCustomer() {
        api.bank().customers().register(customer, "Ada Nilsson", null, "", "en");
    }

    private Map<String, String> opening() {
        return Map.of("product", "savings", "currency", "USD", "nickname", "Holidays", "customerReference", customer);
    }

    private List<String> numbers() {
        return api.get("/v1/accounts?customerReference=" + customer)
                .json()
                .path("accounts")
                .findValuesAsString("number");
    }

    @Test
    void accountIsOpenedOncePerKeyAndListed() {
        Answer first = api.post("/v1/accounts", opening(), "Idempotency-Key", "o-" + customer);
        Answer again = api.post("/v1/accounts", opening(), "Idempotency-Key", "o-" + customer);

        assertThat(first.status()).as(first.text()).isEqualTo(201);
        assertThat(first.field("nickname")).isEqualTo("Holidays");
        assertThat(first.header("Location")).isEqualTo("/v1/accounts/" + first.field("number"));
        assertThat(again.text()).isEqualTo(first.text());
        assertThat(again.header("Location")).isEqualTo(first.header("Location"));
        assertThat(again.header("Idempotent-Replayed")).isEqualTo("true");
        assertThat(numbers()).containsExactly(first.field("number"));
        assertThat(api.get(first.header("Location")).field("nickname")).isEqualTo("Holidays");
    }

    @Test
    void keyWithAnotherBodyIsRefusedAndARefusedCommandLeavesItFree() {
        Map<String, String> wrong = Map.of("product", "loan", "currency", "USD", "customerReference", customer);
        String key = "k-" + customer;

        assertThat(api.post("/v1/accounts", wrong, "Idempotency-Key", key).field("code"))
                .isEqualTo("unknown_value");
        assertThat(api.post("/v1/accounts", opening(), "Idempotency-Key", key).status())
                .isEqualTo(201);
        Map<String, String> other = Map.of("product", "current", "currency", "USD", "customerReference", customer);
        assertThat(api.post("/v1/accounts", other, "Idempotency-Key", key).field("code"))
                .isEqualTo("idempotency_key_reused");
        assertThat(numbers()).hasSize(1);
    }

    @Test
    void fiftyAtOnceOpenOneAccount() {
        List<Answer> answers = IntStream.range(0, 50).mapToObj(i -> sendOpening("p-" + customer)).toList().stream()
                .map(CompletableFuture::join)
                .toList();

        Answer opened = sendOpening("p-" + customer).join();
        assertThat(answers).extracting(Answer::status).contains(201);
        assertThat(answers).allSatisfy(answer -> {
            if (answer.status() == 201) {
                assertThat(answer.text()).isEqualTo(opened.text());
            } else {
                assertThat(answer.field("code")).isEqualTo("idempotency_key_in_use");
            }
        });
        assertThat(numbers()).hasSize(1);
    }

    private CompletableFuture<Answer> sendOpening(String key) {
        String body = tools.jackson.databind.json.JsonMapper.shared().writeValueAsString(opening());
        return api.http()
                .sendAsync(
                        api.request("/v1/accounts", "Idempotency-Key", key)
                                .POST(BodyPublishers.ofString(body))
                                .build(),
                        BodyHandlers.ofString())
                .thenApply(Answer::new);
    }

    @Test
    void keyOfACommandThatIsRunningIsInUse() throws SQLException {
        String key = "r-" + customer;
        CompletableFuture<Answer> first;
        try (Connection other = api.testBank().dataSource().getConnection()) {
            other.setAutoCommit(false);
            other.createStatement().execute("lock table account_nickname in access exclusive mode");
            first = sendOpening(key);
            await().until(this::somebodyWaits);

            Answer second = sendOpening(key).join();

            assertThat(second.status()).isEqualTo(409);
            assertThat(second.field("code")).isEqualTo("idempotency_key_in_use");
            assertThat(second.header("Retry-After")).isEqualTo("1");
            other.rollback();
        }
        assertThat(first.join().status()).isEqualTo(201);
        assertThat(sendOpening(key).join().text()).isEqualTo(first.join().text());
    }

    private boolean somebodyWaits() {
        return api.bank()
                .jdbc()
                .sql(
                        "select exists (select from pg_locks where not granted and relation = 'account_nickname'::regclass)")
                .query(Boolean.class)
                .single();
    }

    @Test
    void accountIsClosedAndPaysOutWhatIsLeft() {
        Account account = api.testBank().current(12_34);
        Account other = api.testBank().current(1_00);
        String closing = "/v1/accounts/" + account.number() + "/closing";

        assertThat(api.post(closing, "{}").field("code")).isEqualTo("missing_field");
        Answer closed = api.post(closing, Map.of("payTo", other.number()));

        assertThat(closed.text())
                .isEqualTo("{\"number\":\"%s\",\"status\":\"closed\",\"paidOut\":\"12.34\",\"currency\":\"USD\"}"
                        .formatted(account.number()));
        assertThat(api.post(closing, Map.of("payTo", other.number())).text()).isEqualTo(closed.text());
        assertThat(api.testBank().balance(other)).isEqualTo(13_34);
    }

    @Test
    void accountWithHoldsStaysOpenAndShowsThem() {
        Account account = api.testBank().current(100_00);
        UUID hold = UUID.randomUUID();
        api.bank()
                .ledger()
                .book(List.of(
                        new HoldRequest(hold, account.id(), 30_00, "USD", "Harbour Hotel", TestBank.DAY.plusDays(7))));

        Answer refused = api.post("/v1/accounts/" + account.number() + "/closing", "{}");
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.field("code")).isEqualTo("wrong_state");
        assertThat(api.get("/v1/accounts/" + account.number() + "/holds").text())
                .isEqualTo(
                        "{\"holds\":[{\"id\":\"" + hold + "\",\"amount\":\"30.00\",\"currency\":\"USD\",\"narrative\":"
                                + "\"Harbour Hotel\",\"placedOn\":\"2023-06-05\",\"expiresOn\":\"2023-06-12\"}]}");
        assertThat(api.get("/v1/accounts/" + account.number() + "/balances").text())
                .isEqualTo("{\"currency\":\"USD\",\"ledger\":\"100.00\",\"held\":\"30.00\",\"available\":\"70.00\"}");
    }

    @Test
    void balanceOfAnotherTimeIsThatOfTheBooksThen() {
        Account account = api.testBank().current(100_00);
        String balances = "/v1/accounts/" + account.number() + "/balances?asOf=";

        assertThat(api.get(balances + "2023-06-04").field("ledger")).isEqualTo("0.00");
        assertThat(api.get(balances + "2023-06-05").field("ledger")).isEqualTo("100.00");
        assertThat(api.get(balances + "2020-01-01T00:00:00Z").field("ledger")).isEqualTo("0.00");
        assertThat(api.get(balances + "2199-01-01T00:00:00Z").field("ledger")).isEqualTo("100.00");
        assertThat(api.get(balances + "yesterday").field("code")).isEqualTo("invalid_time");
        assertThat(api.get(balances + "-999999999-01-01T00:00:00Z").field("code"))
                .isEqualTo("invalid_time");
    }

    @Test
    void nicknameIsChangedByWhoHasReadIt() {
        String path = "/v1/accounts/" + api.testBank().current(0).number() + "/nickname";
        String none = api.get(path).header("ETag");

        assertThat(put(path, "Rent", "").status()).isEqualTo(428);
        Answer changed = put(path, "Rent", none);
        assertThat(changed.field("nickname")).isEqualTo("Rent");
        assertThat(put(path, "Food", none).field("code")).isEqualTo("precondition_failed");
        assertThat(api.get(path).header("ETag")).isEqualTo(changed.header("ETag"));
        assertThat(put(path, "Food", changed.header("ETag")).status()).isEqualTo(200);
        assertThat(api.get(path).text()).isEqualTo("{\"nickname\":\"Food\"}");
        assertThat(put(path, "x".repeat(61), "*").field("code")).isEqualTo("invalid_text");
    }

    @Test
    void aJourneyIsToldOnceAndOneThatCannotBeIsRefused() {
        String path = "/v1/accounts/" + api.testBank().current(0).number() + "/travel-notice";
        long before = told();
        for (int i = 0; i < 2; i++) {
            assertThat(journey(path, "FR", "2026-01-15", "2026-01-22").status()).isEqualTo(200);
        }
        assertThat(told()).isEqualTo(before + 1);
        assertThat(journey(path, "FR", "2026-01-15", "2026-01-14").field("code"))
                .isEqualTo("invalid_time");
        assertThat(journey(path, "QX", "2026-01-15", "2026-01-15").field("code"))
                .isEqualTo("unknown_value");
        assertThat(told()).isEqualTo(before + 1);
    }

    private long told() {
        return api.bank()
                .jdbc()
                .sql("select count(*) from travel_notice")
                .query(Long.class)
                .single();
    }

    private Answer journey(String path, String country, String from, String until) {
        String body = "{\"country\": \"%s\", \"from\": \"%s\", \"until\": \"%s\"}".formatted(country, from, until);
        return api.send(api.request(path).PUT(BodyPublishers.ofString(body)));
    }

    private Answer put(String path, String nickname, String ifMatch) {
        var request = ifMatch.isEmpty() ? api.request(path) : api.request(path, "If-Match", ifMatch);
        return api.send(request.PUT(BodyPublishers.ofString("{\"nickname\": \"" + nickname + "\"}")));
    }

    @Test
    void whatIsKnownIsNotSentAgain() {
        Account account = api.testBank().current(5_00);
        for (String path :
                List.of("/v1/accounts/" + account.number(), "/v1/accounts/" + account.number() + "/transactions")) {
            Answer first = api.get(path);
            assertThat(api.get(path, "If-None-Match", first.header("ETag")).status())
                    .isEqualTo(304);
            assertThat(api.get(path, "If-None-Match", "\"other\"").text()).isEqualTo(first.text());
        }
        String before = api.get("/v1/accounts/" + account.number()).header("ETag");
        api.testBank().payOut(account);
        assertThat(api.get("/v1/accounts/" + account.number(), "If-None-Match", before)
                        .status())
                .isEqualTo(200);
    }
}
