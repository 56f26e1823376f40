package vesper.api.payee;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import vesper.api.TestApi;
import vesper.api.TestApi.Answer;
import vesper.api.identity.TestTokens;
import vesper.api.payment.SubmitPaymentTest;
import vesper.api.signin.TestCustomer;
import vesper.bank.account.Account;
import vesper.bank.event.UnreadableEventException;

/** Payees: all holders of the test bank's accounts are called Ada Nilsson. */
class PayeeTest {
    private final TestApi api = TestApi.shared();
    private Account from;
    private Account to;
    private String bearer;

    @BeforeEach
    void signIn() {
        from = api.testBank().current(100_00);
        to = api.testBank().current(0);
        bearer = bearer(from);
    }

    private String bearer(Account account) {
        return "Bearer "
                + new TestTokens(api, "payees payments:write", TestCustomer.signedIn(api, account.customerId()))
                        .sound();
    }

    private Answer post(String path, Map<String, ?> body, String... headers) {
        String[] all = java.util.Arrays.copyOf(headers, headers.length + 2);
        all[headers.length] = "Authorization";
        all[headers.length + 1] = bearer;
        return api.post(path, body, all);
    }

    private Map<String, String> named(String name) {
        return Map.of("name", name, "account", to.number());
    }

    @ParameterizedTest
    @CsvSource({
        "ADA NILSSON, '{\"result\":\"match\"}'",
        "A. Nilsson, '{\"result\":\"close_match\",\"name\":\"Ada Nilsson\"}'",
        "Eve Moriarty, '{\"result\":\"no_match\"}'",
        "Nilsson, '{\"result\":\"no_match\"}'"
    })
    void holdersNameIsToldOnlyToWhoNearlyKnowsIt(String name, String answer) {
        assertThat(post("/v1/payees/confirmations", named(name)).text()).isEqualTo(answer);
    }

    @Test
    void nobodyCollectsNames() {
        for (int n = 0; n < PayeeDesk.INQUIRIES; n++) {
            assertThat(post("/v1/payees/confirmations", named("Eve " + n)).status())
                    .isEqualTo(200);
        }
        Answer refused = post("/v1/payees/confirmations", named("Ada Nilsson"));

        assertThat(refused.status()).isEqualTo(429);
        assertThat(refused.header("Retry-After")).isEqualTo("3600");
        assertThat(post("/v1/payees", named("Ada Nilsson")).status()).isEqualTo(429);
    }

    @Test
    void payeeIsKeptOnceAnAccountAndForgotten() {
        Answer added = post("/v1/payees", named("A. Nilsson"));
        assertThat(added.status()).as(added.text()).isEqualTo(201);
        assertThat(added.field("confirmation")).isEqualTo("close_match");
        Answer renamed = post("/v1/payees", named("Ada Nilsson"));

        assertThat(renamed.field("id")).isEqualTo(added.field("id"));
        assertThat(api.get("/v1/payees", "Authorization", bearer).text())
                .isEqualTo(
                        "{\"payees\":[{\"id\":\"%s\",\"name\":\"Ada Nilsson\",\"account\":\"%s\",\"confirmation\":\"match\"}]}"
                                .formatted(added.field("id"), to.number()));
        assertThat(api.send(api.request(added.header("Location"), "Authorization", bearer)
                                .DELETE())
                        .status())
                .isEqualTo(204);
        assertThat(api.get(added.header("Location"), "Authorization", bearer).status())
                .isEqualTo(404);
    }

    @Test
    void payeeIsPaidOncePerKey() throws UnreadableEventException {
        String payments = post("/v1/payees", named("Ada Nilsson")).header("Location") + "/payments";
        Map<String, String> payment =
                Map.of("from", from.number(), "amount", "12.34", "currency", "USD", "reference", "Lunch");
        String key = UUID.randomUUID().toString();

        Answer first = post(payments, payment, "Idempotency-Key", key);
        Answer again = post(payments, payment, "Idempotency-Key", key);

        assertThat(first.status()).as(first.text()).isEqualTo(202);
        assertThat(again.field("id")).isEqualTo(first.field("id"));
        assertThat(again.header("Idempotent-Replayed")).isEqualTo("true");
        await().until(() -> api.get(first.header("Location"), "Authorization", bearer)
                .field("status")
                .equals("booked"));
        assertThat(api.testBank().balance(to)).isEqualTo(12_34);
        assertThat(SubmitPaymentTest.recorded(api, first).getIp())
                .as("a customer pays from the address of the connection")
                .isEqualTo("127.0.0.1");
    }

    @Test
    void customerCannotSayFromWhichAddress() {
        Map<String, String> payment = Map.of(
                "type",
                "transfer",
                "from",
                from.number(),
                "to",
                to.number(),
                "amount",
                "1.00",
                "currency",
                "USD",
                "ip",
                "81.2.69.142");

        Answer answer = post("/v1/payments", payment);

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.text()).contains("field_not_allowed").doesNotContain("81.2.69");
    }

    @Test
    void payeeOfAnotherAndAccountOfAnotherAreUnknown() {
        String payments = post("/v1/payees", named("Ada Nilsson")).header("Location") + "/payments";
        Map<String, String> payment = new HashMap<>(Map.of("from", to.number(), "amount", "1.00", "currency", "USD"));

        assertThat(post(payments, payment).status()).isEqualTo(422);
        payment.put("from", from.number());
        bearer = bearer(api.testBank().current(0));
        assertThat(post(payments, payment).status()).isEqualTo(404);
    }
}
