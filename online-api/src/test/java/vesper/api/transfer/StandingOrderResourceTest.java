package vesper.api.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;
import vesper.api.TestApi;
import vesper.api.TestApi.Answer;
import vesper.api.identity.TestTokens;
import vesper.api.signin.TestCustomer;
import vesper.bank.account.Account;

class StandingOrderResourceTest {
    private final TestApi api = TestApi.shared();
    private final Map<String, Object> order = new HashMap<>();
    private String bearer;

    @BeforeEach
    void signIn() {
        Account from = api.testBank().current(100_00);
        bearer = "Bearer "
                + new TestTokens(api, "standing-orders", TestCustomer.signedIn(api, from.customerId())).sound();
        order.putAll(Map.of(
                "from", from.number(),
                "to", api.testBank().current(0).number(),
                "amount", "25.00",
                "currency", "USD",
                "frequency", "monthly",
                "firstOn", "2023-08-31",
                "lastOn", "2023-11-30",
                "reference", "Rent"));
    }

    private Answer add() {
        return api.post("/v1/standing-orders", order, "Authorization", bearer);
    }

    private Answer send(String method, String path, Map<String, ?> body, String ifMatch) {
        return api.send(api.request(path, "Authorization", bearer, "If-Match", ifMatch)
                .method(method, BodyPublishers.ofString(JsonMapper.shared().writeValueAsString(body))));
    }

    @Test
    void orderShowsItsNextDates() {
        Answer added = add();

        assertThat(added.status()).as(added.text()).isEqualTo(201);
        assertThat(added.json().path("nextDates").toString())
                .isEqualTo("[\"2023-08-31\",\"2023-09-30\",\"2023-10-31\",\"2023-11-30\"]");
        assertThat(api.get(added.header("Location"), "Authorization", bearer).text())
                .isEqualTo(added.text());
        assertThat(api.get("/v1/standing-orders", "Authorization", bearer)
                        .json()
                        .path("standingOrders")
                        .path(0)
                        .toString())
                .isEqualTo(added.json().toString());
    }

    @Test
    void orderIsChangedSkippedAndStoppedByWhoHasReadIt() {
        String here = add().header("Location");
        String tag = api.get(here, "Authorization", bearer).header("ETag");

        Answer changed = send("PUT", here, Map.of("amount", "30.00", "reference", "Higher rent"), tag);
        assertThat(changed.field("amount")).isEqualTo("30.00");
        assertThat(changed.json().has("lastOn")).isFalse();
        assertThat(send("POST", here + "/skip", Map.of(), tag).field("code")).isEqualTo("precondition_failed");
        Answer skipped = send("POST", here + "/skip", Map.of(), changed.header("ETag"));
        assertThat(skipped.json().path("nextDates").path(0).asString()).isEqualTo("2023-09-30");

        for (int n = 0; n < 2; n++) {
            assertThat(api.send(api.request(here, "Authorization", bearer).DELETE())
                            .status())
                    .isEqualTo(204);
        }
        Answer stopped = api.get(here, "Authorization", bearer);
        assertThat(stopped.field("status")).isEqualTo("ended");
        assertThat(stopped.json().path("nextDates").size()).isZero();
        assertThat(send("POST", here + "/skip", Map.of(), stopped.header("ETag"))
                        .field("code"))
                .isEqualTo("wrong_state");
    }

    @ParameterizedTest
    @CsvSource({
        "firstOn, 2023-06-04, time_out_of_range",
        "firstOn, 2023-02-30, invalid_time",
        "lastOn, 2023-08-30, time_out_of_range",
        "frequency, daily, unknown_value",
        "frequency, once, field_not_allowed",
        "amount, 0, amount_not_positive",
        "amount, 1.001, amount_decimals",
        "currency, EUR, currency_mismatch",
        "to, GB65VESP99999999999942, unknown_account",
    })
    void orderThatCannotBeMadeIsRefused(String field, String value, String code) {
        order.put(field, value);

        Answer refused = add();

        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.text()).contains("\"" + code + "\"");
    }
}
