package vesper.api.signin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import vesper.api.TestApi;
import vesper.api.TestApi.Answer;
import vesper.api.identity.TestTokens;
import vesper.api.signin.Sessions.Session;
import vesper.bank.account.Account;

/** What customers do only after they signed in a short time ago. */
class SignInAgainTest {
    private static final String CONFIRMATIONS = "/v1/disputes/confirmations";

    private final TestApi api = TestApi.shared();
    private final Account to = api.testBank().current(0);

    private Answer pay(String token, String from, String amount) {
        return api.post(
                "/v1/payments",
                Map.of("type", "transfer", "from", from, "to", to.number(), "amount", amount, "currency", "USD"),
                "Authorization",
                "Bearer " + token);
    }

    private static void assertChallenged(Answer answer) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(401);
        assertThat(answer.field("code")).isEqualTo("fresh_sign_in_needed");
        assertThat(answer.header("WWW-Authenticate"))
                .startsWith("Bearer error=\"insufficient_user_authentication\"")
                .endsWith("max_age=\"3600\"");
    }

    @Test
    void whoSignedInHoursAgoAddsNoPayeeAndSendsNoLargePayment() {
        Account from = api.testBank().current(5_000_00);
        Session session = TestCustomer.signedIn(api, from.customerId());
        String scopes = "payees payments:write standing-orders";
        String old = new TestTokens(api, scopes, hoursAgo(session)).sound();
        Map<String, String> payee = Map.of("name", "Ada Nilsson", "account", to.number());

        assertChallenged(api.post("/v1/payees", payee, "Authorization", "Bearer " + old));
        assertThat(api.get("/v1/payees", "Authorization", "Bearer " + old).text())
                .isEqualTo("{\"payees\":[]}");
        assertChallenged(pay(old, from.number(), "1000.01"));
        assertThat(pay(old, from.number(), "1000.00").status()).isEqualTo(202);
        assertChallenged(api.post(
                "/v1/standing-orders",
                Map.of(
                        "from", from.number(),
                        "to", to.number(),
                        "amount", "1000.01",
                        "currency", "USD",
                        "reference", "Rent",
                        "rhythm", "monthly",
                        "firstOn", "2030-01-01"),
                "Authorization",
                "Bearer " + old));

        String fresh = new TestTokens(api, scopes, session).sound();
        assertThat(api.post("/v1/payees", payee, "Authorization", "Bearer " + fresh)
                        .status())
                .isEqualTo(201);
        assertThat(pay(fresh, from.number(), "1000.01").status()).isEqualTo(202);
        assertThat(pay(api.token(), from.number(), "1000.01").status())
                .as("a client")
                .isEqualTo(202);
    }

    private static Session hoursAgo(Session session) {
        return new Session(
                session.id(),
                session.loginId(),
                session.customerId(),
                session.startedAt().minus(Duration.ofHours(2)),
                session.address(),
                session.device(),
                session.authenticatedAt().minus(Duration.ofHours(2)));
    }

    /** A program, which may have sent it itself, does not; nor does who has only found the phone. */
    @Test
    void payerReleasesAChallengedPaymentByConfirmingIt() {
        Account from = api.testBank().current(5_000_00);
        Session session = TestCustomer.signedIn(api, from.customerId());
        String fresh = "Bearer " + new TestTokens(api, "disputes payments:write", session).sound();
        String old = "Bearer " + new TestTokens(api, "disputes payments:write", hoursAgo(session)).sound();
        Map<String, String> challenged = challenged(from, fresh, "challenge me");
        Map<String, String> reviewed = challenged(from, fresh, "review me");

        assertThat(state(challenged, fresh)).isEqualTo("in_review confirmation_needed");
        assertThat(state(reviewed, fresh)).isEqualTo("in_review");
        assertChallenged(api.post(CONFIRMATIONS, challenged, "Authorization", old));
        assertThat(api.post(CONFIRMATIONS, challenged).field("released")).isEqualTo("false");
        assertThat(state(challenged, fresh)).isEqualTo("in_review confirmation_needed");

        assertThat(api.post(CONFIRMATIONS, challenged, "Authorization", fresh).field("released"))
                .isEqualTo("true");
        await().untilAsserted(() -> assertThat(state(challenged, fresh)).isEqualTo("booked"));
        assertThat(api.post(CONFIRMATIONS, challenged, "Authorization", old).field("released"))
                .as("said again")
                .isEqualTo("true");
        assertThat(api.post(CONFIRMATIONS, reviewed, "Authorization", fresh).field("released"))
                .as("for an analyst to decide")
                .isEqualTo("false");
        Map<String, String> dispute = Map.of("payment", reviewed.get("payment"), "reason", "not_me");
        assertThat(api.post("/v1/disputes", dispute, "Authorization", fresh).status())
                .isEqualTo(201);
        await().untilAsserted(() -> assertThat(state(reviewed, fresh)).isEqualTo("rejected rejected_by_customer"));
    }

    private Map<String, String> challenged(Account from, String authorization, String reference) {
        Answer sent = api.post(
                "/v1/payments",
                Map.of(
                        "type",
                        "transfer",
                        "from",
                        from.number(),
                        "to",
                        to.number(),
                        "amount",
                        "9.00",
                        "currency",
                        "USD",
                        "reference",
                        reference),
                "Authorization",
                authorization,
                "Prefer",
                "wait=10");
        return Map.of("payment", sent.field("id"));
    }

    private String state(Map<String, String> payment, String authorization) {
        Answer answer = api.get("/v1/payments/" + payment.get("payment"), "Authorization", authorization);
        return (answer.field("status") + " " + answer.field("reason")).strip();
    }

    @Test
    void appSendsTheCustomerToSignInAgainAndGoesOn() {
        TestCustomer ada = TestCustomer.enrolled(api);
        String first = ada.token("payments:write");
        assertThat(pay(first, ada.account().number(), "1000.01").status()).isEqualTo(202);
        api.bank().jdbc().sql("""
                        update customer_session s set started_at = started_at - interval '2 hours'
                          from customer_login l where l.id = s.login_id and l.name = :name
                        """).param("name", ada.name).update();
        await().until(() -> ada.authorize("payments:write", "&max_age=3600")
                .header("Location")
                .endsWith("/sign-in"));

        assertThat(ada.authorize("payments:write").header("Location"))
                .as("no age was asked for")
                .startsWith(TestCustomer.CALLBACK);
        assertChallenged(pay(ada.token("payments:write"), ada.account().number(), "1000.01"));
        String again = ada.token("payments:write", "&max_age=3600");
        assertThat(pay(again, ada.account().number(), "1000.01").status()).isEqualTo(202);
        assertThat(ada.authorize("payments:write", "&max_age=0").header("Location"))
                .as("just signed in")
                .startsWith(TestCustomer.CALLBACK);
    }
}
