package vesper.api.signin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static vesper.api.signin.TestCustomer.PASSWORD;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import vesper.api.TestApi;
import vesper.api.TestApi.Answer;
import vesper.api.identity.Clients;
import vesper.bank.signin.SecondFactor;

class SignInTest {
    private final TestApi api = TestApi.shared();

    private Answer get(String path, String token) {
        return api.get(path, "Authorization", "Bearer " + token);
    }

    @Test
    void customerEnrolsSignsInAndReadsNothingButTheOwnAccounts() {
        TestCustomer ada = TestCustomer.enrolled(api);
        String others = api.testBank().current(5_00).number();

        String token = ada.token("accounts:read");

        String own = ada.account().number();
        assertThat(get("/v1/accounts/" + own, token).field("number")).isEqualTo(own);
        assertThat(get("/v1/accounts/" + own + "/transactions", token).status()).isEqualTo(200);
        Answer foreign = get("/v1/accounts/" + others, token);
        assertThat(foreign.status()).isEqualTo(404);
        assertThat(foreign.text())
                .isEqualTo(get("/v1/accounts/GB79VESP99999999999942", token).text());
        assertThat(get("/v1/accounts/" + others + "/transactions", token).status())
                .isEqualTo(404);
        assertThat(get("/v1/sessions", token).field("code")).isEqualTo("missing_scope");
        assertThat(api.get("/v1/accounts/" + others).status()).isEqualTo(200);
    }

    @Test
    void wrongPasswordAndUnknownNameAreAnsweredAlikeAndSoonHaveToWait() {
        TestCustomer ada = TestCustomer.enrolled(api);
        TestCustomer nobody = new TestCustomer(api);
        for (int n = 1; n < 5; n++) {
            assertThat(ada.password("a wrong password").text()).contains("The name or the password is wrong.");
            assertThat(nobody.password("a wrong password").text()).contains("The name or the password is wrong.");
        }
        assertThat(ada.password("a wrong password").text()).contains("Too many wrong attempts");
        assertThat(nobody.password("a wrong password").text()).contains("Too many wrong attempts");

        assertThat(ada.password(PASSWORD).text()).contains("Too many wrong attempts");
        assertThat(TestCustomer.enrolled(api).password(PASSWORD).status()).isEqualTo(302);
    }

    @Test
    void noCodeIsTakenTwice() {
        TestCustomer ada = TestCustomer.enrolled(api);
        ada.password(PASSWORD);
        String next = SecondFactor.device(ada.secret()).at(Instant.now().plusSeconds(30));
        assertThat(ada.code(next).header("Location")).endsWith("/sign-in/done");

        ada.openBrowser();
        ada.password(PASSWORD);
        assertThat(ada.code(next).text()).contains("The code is wrong, or was used before.");
        String backup = ada.backupCodes.get(0);
        assertThat(ada.code(backup.toUpperCase().replace("-", " ")).header("Location"))
                .endsWith("/sign-in/done");

        ada.openBrowser();
        ada.password(PASSWORD);
        assertThat(ada.code(backup).text()).contains("The code is wrong, or was used before.");
    }

    @Test
    void secondFactorIsNotReachedWithoutThePassword() {
        TestCustomer ada = TestCustomer.enrolled(api);

        assertThat(ada.open("/sign-in/code").header("Location")).endsWith("/sign-in");
        assertThat(ada.authorize("accounts:read").header("Location")).endsWith("/sign-in");
        ada.password(PASSWORD);
        assertThat(ada.authorize("accounts:read").header("Location")).endsWith("/sign-in");
    }

    @Test
    void enrolmentCodeWorksOnceAndTheLastOneDrawn() {
        TestCustomer ada = new TestCustomer(api);
        String first = ada.invite();
        String code = ada.invite();

        assertThat(ada.enrol(first, ada.name, PASSWORD).text()).contains("This code is not valid");
        assertThat(ada.enrol(code, ada.name, PASSWORD).text()).contains("backup codes");
        assertThat(ada.invite()).isEqualTo("wrong_state");
        assertThat(ada.enrol(code, ada.name + "x", PASSWORD).text()).contains("This code is not valid");
    }

    @Test
    void nameThatIsTakenIsRefusedAndTheCodeStaysGood() {
        TestCustomer ada = TestCustomer.enrolled(api);
        TestCustomer other = new TestCustomer(api);
        String code = other.invite();

        assertThat(other.enrol(code, ada.name.toUpperCase(), PASSWORD).text()).contains("This name is taken");
        assertThat(other.enrol(code, other.name, PASSWORD).text()).contains("backup codes");
    }

    @ParameterizedTest
    @CsvSource({
        "short, Choose a password of 12",
        "password1234, among those that are tried first",
        "Summer2024!!, among those that are tried first",
        "correct horse battery staple, among those that are tried first",
        "nine blue herons wade, ''",
    })
    void passwordsThatAreTriedFirstCannotBeChosen(String password, String objection) {
        TestCustomer ada = new TestCustomer(api);

        Answer begun = ada.fill("/sign-in/enrol", "code", ada.invite(), "name", ada.name, "password", password);

        assertThat(begun.status()).isEqualTo(objection.isEmpty() ? 302 : 200);
        assertThat(begun.text()).contains(objection);
    }

    @Test
    void codeForATokenNeedsItsVerifierAndComesToRegisteredAddressesOnly() {
        TestCustomer ada = TestCustomer.enrolled(api);
        ada.token("accounts:read");

        Answer wrong = ada.fetch(ada.authorize("accounts:read"), "another-verifier-of-at-least-43-characters-in-all");
        assertThat(wrong.status()).isEqualTo(400);
        assertThat(wrong.field("error")).isEqualTo("invalid_grant");

        String base = "/oauth2/authorize?response_type=code&client_id=app&scope=openid&state=s&redirect_uri=";
        assertThat(ada.open(base + "http://127.0.0.1:9/callback").header("Location"))
                .contains("error=invalid_request");
        Answer elsewhere = ada.open(base + "https://evil.example/");
        assertThat(elsewhere.status()).isBetween(400, 403);
        assertThat(elsewhere.header("Location")).isEmpty();
        assertThat(ada.authorize("onboarding").header("Location")).contains("error=invalid_scope");
    }

    @Test
    void sessionsAreListedAndEndingOneEndsItsTokens() {
        TestCustomer ada = TestCustomer.enrolled(api);
        String phone = ada.token("accounts:read sessions");
        ada.openBrowser();
        String laptop = ada.token("accounts:read sessions");

        JsonNode sessions = get("/v1/sessions", laptop).json().path("sessions");
        assertThat(sessions.findValuesAsString("address"))
                .containsOnly("127.0.0.1")
                .hasSize(2);
        assertThat(sessions.path(0).path("current").asBoolean()).isTrue();
        assertThat(sessions.path(1).path("current").asBoolean()).isFalse();
        String ofPhone = "/v1/sessions/" + sessions.path(1).path("id").asString();
        Answer ended = api.send(
                api.request(ofPhone, "Authorization", "Bearer " + laptop).DELETE());

        assertThat(ended.status()).isEqualTo(204);
        assertThat(get("/v1/accounts/" + ada.account().number(), phone).status())
                .isEqualTo(401);
        assertThat(get("/v1/accounts/" + ada.account().number(), laptop).status())
                .isEqualTo(200);
        assertThat(get("/v1/sessions", laptop).json().path("sessions").size()).isEqualTo(1);

        String ofLaptop = "/v1/sessions/" + sessions.path(0).path("id").asString();
        api.send(api.request(ofLaptop, "Authorization", "Bearer " + laptop).DELETE());
        assertThat(ada.authorize("accounts:read").header("Location")).endsWith("/sign-in");
    }

    @Test
    void nothingSecretIsStoredAsItIs() {
        TestCustomer ada = TestCustomer.enrolled(api);

        String stored = String.join(
                "",
                api.bank()
                        .jdbc()
                        .sql("""
                        select l::text || c::text from customer_login l join backup_code c on c.login_id = l.id
                         where l.name = :name
                        """)
                        .param("name", ada.name)
                        .query(String.class)
                        .list());

        assertThat(stored).contains("$argon2id$").doesNotContain(PASSWORD);
        assertThat(stored).doesNotContain(java.util.HexFormat.of().formatHex(ada.secret()));
        assertThat(ada.backupCodes).allSatisfy(code -> assertThat(stored).doesNotContain(code.replace("-", "")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "{}", "[1", "{\"id\":\"AAAA\",\"rawId\":\"AAAA\",\"type\":\"public-key\",\"response\":{}}"})
    void answersThatAreNoPasskeysAreRefused(String credential) {
        TestCustomer ada = new TestCustomer(api);
        ada.open("/sign-in");

        assertThat(ada.fillIn("/sign-in", "/sign-in/passkey", "credential", credential)
                        .text())
                .contains("This passkey is not known here");
    }

    @Test
    void passkeysAreForWhoSignedInHere() {
        TestCustomer ada = TestCustomer.enrolled(api);

        assertThat(ada.open("/sign-in/security").header("Location")).endsWith("/sign-in");
        ada.password(PASSWORD);
        assertThat(ada.open("/sign-in/security").header("Location")).endsWith("/sign-in");
        assertThat(ada.code(ada.backupCodes.get(0)).header("Location")).contains("/sign-in/security");
        assertThat(ada.open("/sign-in/security").text()).contains("You have none yet.");
        assertThat(ada.fillIn("/sign-in/security", "/sign-in/security/passkeys", "credential", "{}", "label", "Phone")
                        .text())
                .contains("The passkey was not kept.");
    }

    @Test
    void formsOfOtherPagesAreRefused() {
        TestCustomer ada = TestCustomer.enrolled(api);

        Answer forged = api.send(java.net.http.HttpRequest.newBuilder(api.uri("/sign-in"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(java.net.http.HttpRequest.BodyPublishers.ofString("name=" + ada.name + "&password=x")));

        assertThat(forged.status()).isEqualTo(403);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"http://app.example/", "https://app.example/#x", "javascript:alert(1)", "http://127.0.0.1.evil/"
            })
    void appsAreRegisteredWithSafeAddressesOnly(String address) {
        Clients clients = new Clients(api.bank().jdbc());

        assertThatThrownBy(() -> clients.registerApp("bad-app", Set.of("accounts:read"), Set.of(address)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> clients.registerApp("bad-app", Set.of("onboarding"), Set.of("https://a.example/")))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> clients.register("bad-app", Set.of("sessions")))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void discoveryNamesWhatThereIs() {
        JsonNode metadata = api.send(java.net.http.HttpRequest.newBuilder(api.uri("/.well-known/openid-configuration"))
                        .GET())
                .json();

        assertThat(metadata.path("authorization_endpoint").asString()).endsWith("/oauth2/authorize");
        assertThat(metadata.path("code_challenge_methods_supported").toString()).isEqualTo("[\"S256\"]");
        assertThat(List.of(metadata.path("grant_types_supported").toString()).get(0))
                .contains("authorization_code");
    }
}
