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
                "reference", "Rent",
                "rhythm", "monthly",
                "firstOn", "2023-08-31",
                "lastOn", "2023-11-30"));
    }

    private Answer add(String... headers) {
        String[] all = java.util.Arrays.copyOf(headers, headers.length + 2);
        all[headers.length] = "Authorization";
        all[headers.length + 1] = bearer;
        return api.post("/v1/standing-orders", order, all);
    }

    private Answer get(String path) {
        return api.get(path, "Authorization", bearer);
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
        assertThat(get(added.header("Location")).text()).isEqualTo(added.text());
        assertThat(get("/v1/standing-orders").text()).isEqualTo("{\"standingOrders\":[" + added.text() + "]}");
    }

    @Test
    void sameKeyOrdersOnce() {
        Answer first = add("Idempotency-Key", bearer.substring(bearer.length() - 40));
        Answer again = add("Idempotency-Key", bearer.substring(bearer.length() - 40));

        assertThat(again.text()).isEqualTo(first.text());
        assertThat(get("/v1/standing-orders").json().path("standingOrders").size())
                .isOne();
    }

    @ParameterizedTest
    @CsvSource({
        "once, 2023-08-31, 2023-08-31",
        "weekly, 2023-08-31, 2023-08-31 2023-09-07 2023-09-14",
        // The last weekdays of July to September 2023.
        "last_business_day, 2023-07-04, 2023-07-31 2023-08-31 2023-09-29"
    })
    void datesFollowTheRhythm(String rhythm, String firstOn, String dates) {
        order.put("rhythm", rhythm);
        order.put("firstOn", firstOn);
        order.remove("lastOn");
        if (!rhythm.equals("once")) {
            order.put("times", 3);
        }

        assertThat(add().json().path("nextDates").toString()).isEqualTo("[\"" + dates.replace(" ", "\",\"") + "\"]");
    }

    @Test
    void orderIsChangedSkippedAndStoppedByWhoHasReadIt() {
        String here = add().header("Location");
        String tag = get(here).header("ETag");

        Answer changed = send("PUT", here, Map.of("amount", "30.00", "reference", "Higher rent"), tag);
        assertThat(changed.field("amount")).as(changed.text()).isEqualTo("30.00");
        assertThat(changed.json().has("lastOn")).isFalse();
        assertThat(send("POST", here + "/skip", Map.of(), tag).field("code")).isEqualTo("precondition_failed");
        Answer skipped = send("POST", here + "/skip", Map.of(), changed.header("ETag"));
        assertThat(skipped.json().path("nextDates").path(0).asString()).isEqualTo("2023-09-30");
        assertThat(get(here + "/occurrences").text())
                .isEqualTo(
                        "{\"occurrences\":[{\"orderedFor\":\"2023-08-31\",\"dueOn\":\"2023-08-31\",\"status\":\"left_out\","
                                + "\"reason\":\"skipped\"}]}");

        for (int n = 0; n < 2; n++) {
            assertThat(api.send(api.request(here, "Authorization", bearer).DELETE())
                            .status())
                    .isEqualTo(204);
        }
        Answer stopped = get(here);
        assertThat(stopped.field("status")).isEqualTo("cancelled");
        assertThat(stopped.json().path("nextDates").size()).isZero();
        assertThat(send("POST", here + "/skip", Map.of(), stopped.header("ETag"))
                        .field("code"))
                .isEqualTo("wrong_state");
    }

    @Test
    void orderCannotBeMadeToEndBeforeItsNextDate() {
        String here = add().header("Location");

        assertThat(send("PUT", here, Map.of("amount", "30.00", "reference", "x", "lastOn", "2023-08-30"), "*")
                        .field("code"))
                .isEqualTo("time_out_of_range");
    }

    @ParameterizedTest
    @CsvSource({
        "firstOn, 2023-06-04, time_out_of_range",
        "firstOn, 2023-02-30, invalid_time",
        "lastOn, 2023-08-30, time_out_of_range",
        "rhythm, daily, unknown_value",
        "rhythm, once, field_not_allowed",
        "withoutFunds, pray, unknown_value",
        "amount, 0, amount_not_positive",
        "amount, 1.001, amount_decimals",
        "currency, EUR, currency_mismatch",
        "to, GB79VESP99999999999942, unknown_account",
    })
    void orderThatCannotBeMadeIsRefused(String field, String value, String code) {
        order.put(field, value);

        Answer refused = add();

        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.text()).contains("\"" + code + "\"");
        assertThat(get("/v1/standing-orders").text()).isEqualTo("{\"standingOrders\":[]}");
    }
}
