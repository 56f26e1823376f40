package vesper.api.signin;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import vesper.api.TestApi;
import vesper.api.TestApi.Answer;
import vesper.api.identity.Clients;
import vesper.bank.retention.Retention;

/** Apps of others, which customers let in, and out. */
class ConsentTest {
    private static final String VERIFIER = "a-verifier-of-at-least-43-characters-as-rfc-7636-has-it";

    private final TestApi api = TestApi.shared();
    private final TestCustomer ada = TestCustomer.enrolled(api);

    @BeforeEach
    void registerApp() {
        Clients clients = new Clients(api.bank().jdbc());
        clients.registerApp(
                "budget-app", Set.of("accounts:read", "payments:write", "consents"), Set.of(TestCustomer.CALLBACK));
        assertThat(clients.askConsent("budget-app", true)).isTrue();
        assertThat(clients.askConsent("shop", true))
                .as("a client without customers")
                .isFalse();
        ada.app = "budget-app";
        ada.password(TestCustomer.PASSWORD);
        ada.code(ada.backupCodes.remove(0));
    }

    private int read(String token) {
        return api.get("/v1/accounts/" + ada.account().number(), "Authorization", "Bearer " + token)
                .status();
    }

    @Test
    void appGetsATokenOnceTheCustomerLetsItInAndNoneAfterThat() {
        Answer asked = ada.authorize("accounts:read consents");
        assertThat(asked.header("Location")).contains("/sign-in/consent");
        assertThat(ada.open(asked.header("Location")).text())
                .contains("budget-app")
                .contains("read accounts and their transactions");
        String token =
                ada.fetch(ada.consent(asked.header("Location"), true), VERIFIER).field("access_token");
        assertThat(read(token)).isEqualTo(200);
        assertThat(ada.authorize("accounts:read").header("Location"))
                .as("asked once")
                .startsWith(TestCustomer.CALLBACK);
        assertThat(ada.authorize("accounts:read payments:write").header("Location"))
                .as("more is asked for")
                .contains("/sign-in/consent");

        Answer list = api.get("/v1/consents", "Authorization", "Bearer " + token);
        assertThat(list.json().path("consents").path(0).path("app").asString()).isEqualTo("budget-app");
        assertThat(list.text()).contains("\"accounts:read\"").doesNotContain("payments:write");
        assertThat(api.send(api.request("/v1/consents/budget-app", "Authorization", "Bearer " + token)
                                .DELETE())
                        .status())
                .isEqualTo(204);

        assertThat(read(token)).isEqualTo(401);
        assertThat(ada.authorize("accounts:read").header("Location")).contains("/sign-in/consent");
    }

    @Test
    void questionThatNobodyAnsweredIsDeletedAfterADay() {
        LocalDate today = LocalDate.now(ZoneOffset.UTC);
        Retention retention = api.bank().retention();
        ada.authorize("accounts:read");
        long before = retention.countOver(today);

        int aged = api.bank()
                .jdbc()
                .sql("update oauth2_authorization set created_at = now() - interval '3 days' where state = ("
                        + "select state from oauth2_authorization where authorization_code_value is null"
                        + " order by created_at desc limit 1)")
                .update();

        assertThat(aged).isEqualTo(1);
        assertThat(retention.countOver(today)).isEqualTo(before + 1);
    }

    @Test
    void consentHoldsForTheNextSignIn() {
        ada.consent(ada.authorize("accounts:read").header("Location"), true);

        ada.openBrowser();
        ada.password(TestCustomer.PASSWORD);
        ada.code(ada.backupCodes.remove(0));

        assertThat(ada.authorize("accounts:read").header("Location")).startsWith(TestCustomer.CALLBACK);
    }

    @Test
    void appThatIsNotLetInGetsNothing() {
        Answer refused = ada.consent(ada.authorize("accounts:read").header("Location"), false);

        assertThat(refused.header("Location")).contains("error=access_denied").doesNotContain("code=");
    }

    @Test
    void anotherCustomerCannotAnswer() {
        String page = ada.authorize("accounts:read").header("Location");
        TestCustomer eve = TestCustomer.enrolled(api);
        eve.app = "budget-app";
        eve.password(TestCustomer.PASSWORD);
        eve.code(eve.backupCodes.remove(0));

        assertThat(eve.consent(page, true).header("Location")).doesNotContain("code=");
        eve.openBrowser();
        assertThat(eve.open(page).header("Location")).endsWith("/sign-in");
    }
}
