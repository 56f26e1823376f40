package vesper.api.signin;

import static org.assertj.core.api.Assertions.assertThat;
import static vesper.api.signin.TestCustomer.PASSWORD;

import java.util.List;
import org.junit.jupiter.api.Test;
import vesper.api.TestApi;
import vesper.api.TestApi.Answer;

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
