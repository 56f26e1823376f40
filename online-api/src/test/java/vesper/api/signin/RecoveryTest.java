package vesper.api.signin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static vesper.api.signin.TestCustomer.PASSWORD;

import java.util.List;
import org.junit.jupiter.api.Test;
import vesper.api.TestApi;
import vesper.api.TestApi.Answer;
import vesper.bank.audit.AuditSearch;

/** Changing a password, and coming back when password or device are lost. */
class RecoveryTest {
    private static final String OTHER = "four grey foxes doze";

    private final TestApi api = TestApi.shared();

    private static Answer change(TestCustomer customer, String password, String code, String wanted) {
        return customer.fill(
                "/sign-in/password", "name", customer.name, "password", password, "code", code, "wanted", wanted);
    }

    private int status(TestCustomer customer, String token) {
        return api.get("/v1/accounts/" + customer.account().number(), "Authorization", "Bearer " + token)
                .status();
    }

    @Test
    void passwordIsChangedByWhoCouldSignInAndEndsAllSessions() {
        TestCustomer ada = TestCustomer.enrolled(api);
        String token = ada.token("accounts:read");

        assertThat(change(ada, PASSWORD, ada.backupCodes.remove(0), OTHER).header("Location"))
                .endsWith("/sign-in/password/changed");

        assertThat(status(ada, token)).isEqualTo(401);
        assertThat(ada.password(PASSWORD).text()).contains("The name or the password is wrong.");
        assertThat(ada.password(OTHER).status()).isEqualTo(302);
    }

    @Test
    void whatIsWrongIsNotToldAndCountedLikeASignIn() {
        TestCustomer ada = TestCustomer.enrolled(api);
        TestCustomer nobody = new TestCustomer(api);
        String wrong = "The name, the password or the code is wrong.";

        assertThat(change(nobody, PASSWORD, "123456", OTHER).text()).contains(wrong);
        assertThat(change(ada, OTHER, ada.backupCodes.get(0), OTHER).text()).contains(wrong);
        for (int n = 0; n < 3; n++) {
            assertThat(change(ada, PASSWORD, "not-a-code", OTHER).text()).contains(wrong);
        }
        assertThat(change(ada, PASSWORD, "not-a-code", OTHER).text()).contains("Too many wrong attempts");
        assertThat(change(ada, PASSWORD, ada.backupCodes.get(0), OTHER).text()).contains("Too many wrong attempts");
    }

    @Test
    void newPasswordIsHeldAgainstThoseThatAreTriedFirst() {
        TestCustomer ada = TestCustomer.enrolled(api);

        assertThat(change(ada, PASSWORD, ada.backupCodes.get(0), "password1234").text())
                .contains("among those that are tried first");
        assertThat(change(ada, PASSWORD, ada.backupCodes.get(0), OTHER).status())
                .as("the code is still good")
                .isEqualTo(302);
    }

    @Test
    void customerWhoLostEverythingEnrolsAgainAndTheOldOpensNothing() {
        TestCustomer ada = TestCustomer.enrolled(api);
        String token = ada.token("accounts:read");
        List<String> oldCodes = List.copyOf(ada.backupCodes);

        ada.openBrowser();
        assertThat(ada.enrol(ada.recover(), ada.name, OTHER).text()).contains("backup codes");

        assertThat(status(ada, token)).isEqualTo(401);
        assertThat(ada.password(PASSWORD).text()).contains("The name or the password is wrong.");
        ada.password(OTHER);
        assertThat(ada.code(oldCodes.get(0)).text()).contains("The code is wrong");
        assertThat(ada.code(ada.backupCodes.get(0)).header("Location")).endsWith("/sign-in/done");
    }

    @Test
    void auditLogTellsOfSignInsAndOfNothingThatWasTyped() {
        TestCustomer ada = TestCustomer.enrolled(api);
        ada.password("a wrong password");
        ada.password(PASSWORD);
        ada.code("999-999");
        ada.code(ada.backupCodes.remove(0));
        change(ada, PASSWORD, ada.backupCodes.remove(0), OTHER);
        ada.fill("/sign-in", "name", OTHER, "password", "typed into the wrong field");

        String login = api.bank()
                .jdbc()
                .sql("select id::text from customer_login where name = :name")
                .param("name", ada.name)
                .query(String.class)
                .single();
        assertThat(noted(login, 5))
                .containsExactlyInAnyOrder(
                        "sign-in.enrol DONE",
                        "sign-in.password REFUSED",
                        "sign-in.code REFUSED",
                        "sign-in.code DONE",
                        "sign-in.change-password DONE");
        assertThat(noted("unknown", 1)).contains("sign-in.password REFUSED");
        assertThat(api.bank()
                        .jdbc()
                        .sql("select string_agg(e::text, ' ') from audit_event e where action like 'sign-in%'")
                        .query(String.class)
                        .single())
                .doesNotContain(OTHER, PASSWORD, ada.name);
    }

    private List<String> noted(String actor, int least) {
        AuditSearch search = new AuditSearch(actor, "sign-in", null, null, null, null, null);
        return await()
                .until(() -> api.bank().audit().search(search, Long.MAX_VALUE, 50), found -> found.size() >= least)
                .stream()
                .map(entry -> entry.event().action() + " " + entry.event().outcome())
                .toList();
    }

    @Test
    void sessionEndsAfterTwelveHours() {
        TestCustomer ada = TestCustomer.enrolled(api);
        String token = ada.token("accounts:read");
        assertThat(status(ada, token)).isEqualTo(200);

        api.bank().jdbc().sql("""
                        update customer_session set started_at = started_at - interval '12 hours'
                         where login_id = (select id from customer_login where name = :name)
                        """).param("name", ada.name).update();

        await().until(() -> status(ada, token) == 401);
    }

    @Test
    void recoveryIsForWhoHasALogin() {
        assertThat(new TestCustomer(api).recover()).isEqualTo("wrong_state");
    }

    @Test
    void recoveredCustomerCannotTakeTheNameOfAnother() {
        TestCustomer ada = TestCustomer.enrolled(api);
        TestCustomer eve = TestCustomer.enrolled(api);
        String code = eve.recover();

        assertThat(eve.enrol(code, ada.name, OTHER).text()).contains("This name is taken");
        assertThat(ada.password(PASSWORD).status()).isEqualTo(302);
        assertThat(eve.enrol(code, eve.name, OTHER).text()).contains("backup codes");
    }
}
