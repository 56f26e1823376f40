package vesper.api.alert;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import vesper.api.TestApi;
import vesper.api.TestApi.Answer;
import vesper.api.identity.TestTokens;
import vesper.api.signin.TestCustomer;
import vesper.bank.account.Account;
import vesper.bank.holder.Rights;

class AlertTest {
    private final TestApi api = TestApi.shared();
    private Account account;
    private String bearer;
    private String preferences;

    @BeforeEach
    void signIn() {
        account = api.testBank().current(100_00);
        bearer = bearer(account.customerId());
        preferences = "/v1/alerts/preferences/" + account.number();
    }

    private String bearer(long customer) {
        return "Bearer " + new TestTokens(api, "alerts", TestCustomer.signedIn(api, customer)).sound();
    }

    private Answer put(String body, String ifMatch) {
        return api.send(api.request(preferences, "Authorization", bearer, "If-Match", ifMatch)
                .PUT(BodyPublishers.ofString(body)));
    }

    private JsonNode alerts() {
        return api.get("/v1/alerts", "Authorization", bearer).json().path("alerts");
    }

    private void pay(String amount) {
        Answer paid = api.post(
                "/v1/payments",
                Map.of(
                        "type",
                        "transfer",
                        "from",
                        account.number(),
                        "to",
                        api.testBank().current(0).number(),
                        "amount",
                        amount,
                        "currency",
                        "USD"),
                "Prefer",
                "wait=10");
        assertThat(paid.field("status")).isEqualTo("booked");
    }

    @Test
    void customerIsToldWhatTheCustomerWished() {
        Answer none = api.get(preferences, "Authorization", bearer);
        assertThat(none.text()).isEqualTo("{}");
        Answer set = put("{\"lowBalance\": \"50.00\", \"largePayment\": \"60\"}", none.header("ETag"));
        assertThat(set.text()).isEqualTo("{\"lowBalance\":\"50.00\",\"largePayment\":\"60.00\"}");
        assertThat(put("{}", none.header("ETag")).field("code")).isEqualTo("precondition_failed");

        pay("70.00");

        assertThat(alerts().size()).isEqualTo(2);
        assertThat(alerts().findValuesAsString("kind")).containsExactly("large_payment", "low_balance");
        JsonNode low = alerts().path(1);
        assertThat(low.path("account").asString()).isEqualTo(account.number());
        assertThat(low.path("threshold").asString()).isEqualTo("50.00");
        assertThat(low.path("amount").asString()).isEqualTo("-70.00");
        assertThat(low.path("balance").asString()).isEqualTo("30.00");

        assertThat(put("{}", set.header("ETag")).text()).isEqualTo("{}");
        assertThat(alerts().size()).isZero();
    }

    @Test
    void thresholdThatIsNoneIsRefused() {
        assertThat(put("{\"moneyIn\": \"0\"}", "*").field("code")).isEqualTo("amount_not_positive");
        assertThat(put("{\"moneyIn\": \"1.005\"}", "*").field("code")).isEqualTo("amount_decimals");
        assertThat(put("{\"moneyIn\": \"many\", \"lowBalance\": \"-1\"}", "*").field("code"))
                .isEqualTo("several_errors");
    }

    @Test
    void eachHolderHasOwnWishesAndIsToldNothingOnceNoHolder() {
        long other = api.testBank().current(0).customerId();
        api.bank().holders().put(account, other, Rights.VIEW_ONLY);
        bearer = bearer(other);
        put("{\"largePayment\": \"10.00\"}", "*");
        pay("12.00");
        assertThat(alerts().size()).isOne();

        api.bank().holders().remove(account.id(), other);

        assertThat(alerts().size()).isZero();
        assertThat(api.get(preferences, "Authorization", bearer).status()).isEqualTo(404);
    }
}
