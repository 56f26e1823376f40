package vesper.api.signin;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import vesper.api.TestApi;
import vesper.api.identity.Clients;
import vesper.bank.signin.SecondFactor;

/** What a customer sees on a phone: enrolling, signing in, changing the password, coming back after losing the phone. */
class SignInBrowserTest {
    private static final String PASSWORD = "nine blue herons wade";
    private static final String OTHER = "four grey foxes doze";

    private final TestApi api = TestApi.shared();
    private final Chromium browser = new Chromium(api.port());
    private final TestCustomer customer = new TestCustomer(api);

    @AfterEach
    void close() {
        browser.close();
    }

    private void open(String path) {
        browser.open("http://localhost" + path);
    }

    /** Enrols and returns the backup codes. */
    private List<String> enrol(String code, String password) {
        browser.fill("code", code, "name", customer.name, "password", password);
        browser.awaitTitle("Your second factor");
        assertThat(browser.script("return document.querySelector('img').naturalWidth > 0"))
                .as("the QR code is shown")
                .isEqualTo(true);
        byte[] secret = TestCustomer.decoded(browser.text("main p code"));
        browser.fill("code", SecondFactor.device(secret).at(Instant.now()));
        browser.awaitTitle("You are enrolled");
        List<String> codes = browser.texts(".codes code");
        assertThat(codes).hasSize(10);
        return codes;
    }

    private void signIn(String password, String code) {
        browser.awaitTitle("Sign in");
        browser.fill("name", customer.name, "password", password);
        browser.awaitTitle("Your code");
        browser.fill("code", code);
    }

    @Test
    void customerEnrolsSignsInAndChangesThePassword() {
        open("/sign-in");
        browser.follow("I have a code from the bank to enrol with");
        browser.awaitTitle("Enrol");
        List<String> codes = enrol(customer.invite(), PASSWORD);
        browser.follow("Sign in");
        signIn(PASSWORD, "000000");
        browser.awaitText(".alert", "The code is wrong, or was used before.");
        browser.fill("code", codes.get(0));
        browser.awaitTitle("You are signed in");

        open("/sign-in");
        browser.follow("I want another password");
        browser.awaitTitle("Change your password");
        browser.fill("name", customer.name, "password", PASSWORD, "code", codes.get(1), "wanted", OTHER);
        browser.awaitTitle("Your password is changed");
        browser.follow("Sign in");
        browser.awaitTitle("Sign in");
        browser.fill("name", customer.name, "password", PASSWORD);
        browser.awaitText(".alert", "The name or the password is wrong.");
        signIn(OTHER, codes.get(2));
        browser.awaitTitle("You are signed in");
    }

    @Test
    void customerWhoLostThePhoneEnrolsAgain() {
        open("/sign-in/enrol");
        enrol(customer.invite(), PASSWORD);

        open("/sign-in");
        browser.follow("I cannot sign in");
        browser.awaitTitle("When you cannot sign in");
        browser.follow("enrol again");
        browser.awaitTitle("Enrol");
        List<String> codes = enrol(customer.recover(), OTHER);
        browser.follow("Sign in");
        signIn(OTHER, codes.get(0));
        browser.awaitTitle("You are signed in");
    }

    @Test
    void customerAddsAPasskeyAndSignsInWithItUntilItIsRemoved() {
        browser.addAuthenticator();
        open("/sign-in/enrol");
        List<String> codes = enrol(customer.invite(), PASSWORD);
        open("/sign-in/security");
        signIn(PASSWORD, codes.get(0));
        browser.awaitTitle("Passkeys");
        browser.type("label", "Ada's phone");
        browser.press("Add a passkey");
        browser.awaitText(".keys span", "Ada's phone");
        assertThat(browser.script("return document.documentElement.scrollWidth <= window.innerWidth"))
                .isEqualTo(true);

        signInWithPasskey();
        browser.awaitTitle("You are signed in");

        browser.follow("Passkeys");
        browser.awaitTitle("Passkeys");
        browser.press("Remove");
        browser.awaitText("main p", "You have none yet.");
        signInWithPasskey();
        browser.awaitText(".alert", "This passkey is not known here. Sign in with your password.");
    }

    private void signInWithPasskey() {
        browser.forgetCookies();
        open("/sign-in");
        browser.awaitTitle("Sign in");
        browser.press("Sign in with a passkey");
    }

    @Test
    void customerIsAskedForNoCodeOnADeviceUntilItIsForgotten() {
        open("/sign-in/enrol");
        List<String> codes = enrol(customer.invite(), PASSWORD);
        open("/sign-in");
        browser.awaitTitle("Sign in");
        browser.fill("name", customer.name, "password", PASSWORD);
        browser.awaitTitle("Your code");
        browser.check("remember");
        browser.fill("code", codes.get(0));
        browser.awaitTitle("You are signed in");

        browser.restart();
        open("/sign-in");
        browser.fill("name", customer.name, "password", PASSWORD);
        browser.awaitTitle("You are signed in");
        browser.follow("Your devices");
        browser.awaitTitle("Your devices");
        assertThat(browser.texts("#sessions li")).hasSize(2);
        browser.shoot("devices");
        browser.press("Forget");
        browser.awaitText(
                "main p", "There is none. When you type a code you may ask for none on that device for 30 days.");
        browser.press("End");
        browser.awaitCount("#sessions li", 1);

        browser.restart();
        open("/sign-in");
        signIn(PASSWORD, codes.get(1));
        browser.awaitTitle("You are signed in");
    }

    @Test
    void customerLetsAnAppOfOthersIn() {
        open("/sign-in/enrol");
        List<String> codes = enrol(customer.invite(), PASSWORD);
        String back = api.uri("/sign-in/done").toString();
        Clients clients = new Clients(api.bank().jdbc());
        clients.registerApp("shown-app", Set.of("accounts:read"), Set.of(back));
        clients.askConsent("shown-app", true);
        String challenge = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";
        open(
                "/oauth2/authorize?response_type=code&client_id=shown-app&scope=openid%20accounts:read&state=s&code_challenge="
                        + challenge + "&code_challenge_method=S256&redirect_uri=" + back);
        signIn(PASSWORD, codes.get(0));
        browser.awaitTitle("Let an app in?");
        assertThat(browser.texts("li"))
                .containsExactly("read accounts and their transactions; a customer, the own ones");
        assertThat(browser.script("return document.documentElement.scrollWidth <= window.innerWidth"))
                .isEqualTo(true);
        browser.fill();
        browser.awaitTitle("You are signed in");

        assertThat(browser.script("return location.search").toString())
                .contains("code=")
                .contains("state=s");
    }

    @Test
    void pagesFitAPhone() {
        for (String page : List.of("", "/enrol", "/password", "/password/changed", "/help")) {
            open("/sign-in" + page);
            assertThat(browser.script("return document.documentElement.scrollWidth <= window.innerWidth"))
                    .as(page)
                    .isEqualTo(true);
        }
    }
}
