package vesper.api.signin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static vesper.api.signin.TestCustomer.PASSWORD;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import vesper.api.TestApi;
import vesper.api.TestApi.Answer;

/** Devices on which customers are asked for no second factor. */
class RememberedDeviceTest {
    private static final String CODE = "/sign-in/code";
    private static final String DONE = "/sign-in/done";

    private final TestPost post = TestPost.shared();
    private final TestApi api = post.api;
    private final TestCustomer ada = TestCustomer.enrolled(api);

    @BeforeEach
    void remember() {
        ada.password(PASSWORD);
        assertThat(ada.codeOnceHere(ada.backupCodes.remove(0)).header("Location"))
                .endsWith(DONE);
    }

    /** Where the password alone leads to, in a browser that was closed since. */
    private String afterPassword() {
        ada.restartBrowser();
        String next = ada.password(PASSWORD).header("Location");
        return next.substring(next.indexOf("/sign-in"));
    }

    private void age(String interval) {
        api.bank()
                .jdbc()
                .sql("update remembered_device set since = since - cast(:by as interval)"
                        + " where login_id = (select id from customer_login where name = :name)")
                .param("by", interval)
                .param("name", ada.name)
                .update();
    }

    @Test
    void codeIsLeftOutForThirtyDaysAndForThisCustomerOnly() {
        assertThat(afterPassword()).isEqualTo(DONE);
        assertThat(ada.open("/sign-in/devices").text()).contains("This one");

        TestCustomer eve = TestCustomer.enrolled(api);
        eve.useBrowserOf(ada);
        ada.restartBrowser();
        assertThat(eve.password(PASSWORD).header("Location")).endsWith(CODE);

        ada.restartBrowser();
        assertThat(ada.password("a wrong password").text()).contains("The name or the password is wrong.");
        age("29 days 23 hours");
        assertThat(afterPassword()).isEqualTo(DONE);
        age("1 hour");
        assertThat(afterPassword()).isEqualTo(CODE);
    }

    @Test
    void whoDoesNotAskForItIsAskedAgain() {
        ada.openBrowser();
        ada.password(PASSWORD);
        assertThat(ada.code(ada.backupCodes.remove(0)).response().headers().allValues("Set-Cookie"))
                .noneMatch(cookie -> cookie.startsWith("vesper-device"));
        assertThat(afterPassword()).isEqualTo(CODE);
    }

    @Test
    void tokenIsOutOfReachOfScriptsAndOfOtherSitesAndStoredAsAHash() {
        ada.openBrowser();
        ada.password(PASSWORD);
        ada.encrypted = true;
        String cookie =
                ada.codeOnceHere(ada.backupCodes.remove(0)).response().headers().allValues("Set-Cookie").stream()
                        .filter(one -> one.startsWith("vesper-device="))
                        .findFirst()
                        .orElseThrow();

        assertThat(List.of(cookie.split("; ")))
                .contains("Path=/sign-in", "Max-Age=2592000", "Secure", "HttpOnly", "SameSite=Strict");
        String token = cookie.substring("vesper-device=".length(), cookie.indexOf(';'));
        assertThat(token).hasSize(43);
        assertThat(api.bank()
                        .jdbc()
                        .sql("select string_agg(d::text || encode(token_hash, 'escape'), ' ') from remembered_device d")
                        .query(String.class)
                        .single())
                .doesNotContain(token);
    }

    private Answer pay(String token) {
        return api.post(
                "/v1/payments",
                Map.of(
                        "type", "transfer",
                        "from", ada.account().number(),
                        "to", api.testBank().current(0).number(),
                        "amount", "1000.01",
                        "currency", "USD"),
                "Authorization",
                "Bearer " + token);
    }

    @Test
    void whatNeedsAFreshSignInAsksForAllFactors() {
        age("2 hours");
        ada.restartBrowser();
        Answer asked = ada.authorize("payments:write");
        assertThat(asked.header("Location")).endsWith("/sign-in");
        Answer signedIn = ada.password(PASSWORD);
        assertThat(signedIn.header("Location")).contains("/oauth2/authorize");
        String old = ada.tokenFrom(ada.open(signedIn.header("Location")));
        assertThat(pay(old).field("code")).isEqualTo("fresh_sign_in_needed");
        assertThat(ada.open("/sign-in/security").header("Location")).endsWith("/sign-in");
        assertThat(ada.password(PASSWORD).header("Location")).endsWith(CODE);

        ada.restartBrowser();
        assertThat(ada.authorize("payments:write", "&max_age=3600").header("Location"))
                .endsWith("/sign-in");
        assertThat(ada.password(PASSWORD).header("Location")).endsWith(CODE);
        Answer fresh = ada.code(ada.backupCodes.remove(0));
        assertThat(pay(ada.tokenFrom(ada.open(fresh.header("Location")))).status())
                .isEqualTo(202);
    }

    @Test
    void sessionOfARememberedDeviceIsTooOldForAnAppThatAsksForAFreshOne() {
        age("2 hours");
        assertThat(afterPassword()).isEqualTo(DONE);

        assertThat(ada.authorize("payments:write").header("Location")).startsWith(TestCustomer.CALLBACK);
        assertThat(ada.authorize("payments:write", "&max_age=3600").header("Location"))
                .endsWith("/sign-in");
    }

    @Test
    void devicesAreListedAndForgottenByTheApi() {
        String token = "Bearer " + ada.token("sessions");
        JsonNode devices =
                api.get("/v1/sessions", "Authorization", token).json().path("rememberedDevices");
        assertThat(devices.size()).isEqualTo(1);
        assertThat(devices.path(0).path("address").asString()).isEqualTo("127.0.0.1");

        String device =
                "/v1/sessions/remembered-devices/" + devices.path(0).path("id").asString();
        assertThat(api.send(api.request(device, "Authorization", token).DELETE())
                        .status())
                .isEqualTo(204);
        assertThat(api.send(api.request(device, "Authorization", token).DELETE())
                        .status())
                .isEqualTo(404);
        assertThat(afterPassword()).isEqualTo(CODE);
    }

    @Test
    void devicesAndSessionsOfOthersAreNotTouchedByThePage() {
        TestCustomer eve = TestCustomer.enrolled(api);
        eve.password(PASSWORD);
        eve.code(eve.backupCodes.remove(0));
        String ofAda = id("remembered_device");
        String session = id("customer_session");
        eve.fillIn("/sign-in/devices", "/sign-in/devices/forget", "id", ofAda);
        eve.fillIn("/sign-in/devices", "/sign-in/devices/end", "id", session);
        assertThat(ada.open("/sign-in/devices").text()).contains("This one");
        assertThat(afterPassword()).isEqualTo(DONE);

        ada.fillIn("/sign-in/devices", "/sign-in/devices/end", "id", session);
        assertThat(ada.open("/sign-in/devices").text()).doesNotContain(session);
        ada.fillIn("/sign-in/devices", "/sign-in/devices/forget", "id", ofAda);
        assertThat(afterPassword()).isEqualTo(CODE);
    }

    private String id(String table) {
        return api.bank()
                .jdbc()
                .sql("select id from " + table
                        + " where login_id = (select id from customer_login where name = :name) order by 1 limit 1")
                .param("name", ada.name)
                .query(UUID.class)
                .single()
                .toString();
    }

    @Test
    void changedPasswordForgetsDevices() {
        String other = "four grey foxes doze";
        ada.fill(
                "/sign-in/password",
                "name",
                ada.name,
                "password",
                PASSWORD,
                "code",
                ada.backupCodes.remove(0),
                "wanted",
                other);
        ada.restartBrowser();
        assertThat(ada.password(other).header("Location")).endsWith(CODE);
    }

    @Test
    void recoveryForgetsDevices() {
        ada.enrol(ada.recover(), ada.name, PASSWORD);
        assertThat(afterPassword()).isEqualTo(CODE);
    }

    @Test
    void changedContactForgetsDevices() {
        String contacts = "/sign-in/security/contacts";
        String address = ada.name + "@customer.example";
        ada.fillIn(contacts, contacts, "channel", "EMAIL", "contact", address);
        ada.fillIn(contacts + "/confirm", contacts + "/confirm", "code", post.mailedCode(address));
        assertThat(afterPassword()).isEqualTo(CODE);
    }

    @Test
    void sessionIsEndedOnThePageOfAnotherDevice() {
        String token = ada.token("sessions");
        String session = id("customer_session");
        TestCustomer elsewhere = ada.inAnotherBrowser();
        elsewhere.password(PASSWORD);
        elsewhere.code(ada.backupCodes.remove(0));
        elsewhere.fillIn("/sign-in/devices", "/sign-in/devices/end", "id", session);

        await().until(() ->
                api.get("/v1/sessions", "Authorization", "Bearer " + token).status() == 401);
        assertThat(ada.open("/sign-in/devices").header("Location")).endsWith("/sign-in");
    }

    @Test
    void ofMoreThanTwentyTheOldestIsForgotten() {
        RememberedDevices devices = api.bean(RememberedDevices.class);
        UUID login = api.bank()
                .jdbc()
                .sql("select id from customer_login where name = :name")
                .param("name", ada.name)
                .query(UUID.class)
                .single();
        for (int n = 0; n < 20; n++) {
            devices.remember(login, "192.0.2.7", "device " + n);
        }
        assertThat(devices.of(login)).hasSize(20).last().extracting("device").isEqualTo("device 0");
        assertThat(afterPassword()).isEqualTo(CODE);
    }
}
