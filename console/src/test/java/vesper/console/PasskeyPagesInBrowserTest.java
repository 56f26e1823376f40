package vesper.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.openqa.selenium.By;
import org.openqa.selenium.virtualauthenticator.VirtualAuthenticator;
import org.openqa.selenium.virtualauthenticator.VirtualAuthenticatorOptions;
import vesper.bank.TestPorts;
import vesper.bank.signin.SecondFactor;
import vesper.console.signin.StaffAccounts;

/** Staff who sign in with a passkey instead of password and code. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PasskeyPagesInBrowserTest {
    private final int port = TestPorts.free();
    private final String address = "http://localhost:" + port;
    private RunningConsole console;
    private Browser browser;
    private VirtualAuthenticator device;

    @BeforeAll
    void open() {
        console = new RunningConsole(
                "server.port=" + port,
                "vesper.console.second-factor.roles=ANALYST",
                "vesper.console.passkeys.relying-party=localhost",
                "vesper.console.passkeys.origins=" + address);
        browser = new Browser();
        device = browser.driver()
                .addVirtualAuthenticator(new VirtualAuthenticatorOptions()
                        .setProtocol(VirtualAuthenticatorOptions.Protocol.CTAP2)
                        .setTransport(VirtualAuthenticatorOptions.Transport.INTERNAL)
                        .setHasResidentKey(true)
                        .setHasUserVerification(true)
                        .setIsUserVerified(true));
    }

    @AfterAll
    void close() {
        if (browser != null) {
            browser.close();
        }
        console.close();
    }

    @BeforeEach
    void forget() {
        device.removeAllCredentials();
        browser.complaints();
    }

    private void go(String path) {
        browser.driver().get(address + path);
    }

    private void signInWithPasskey() {
        browser.driver().manage().deleteAllCookies();
        go("/console/sign-in");
        browser.awaitText("h1", "Sign in");
        browser.find("form[data-ask=get] button").click();
    }

    @Test
    void passkeyIsAddedOpensTheConsoleAndIsRemoved() {
        go("/console/sign-in");
        browser.shoot("console-sign-in-passkey");
        browser.find("#username").sendKeys("olga");
        browser.find("#password").sendKeys(console.operatorPassword + "\n");
        browser.awaitText("h1", "Overview");
        browser.driver().findElement(By.linkText("Your passkeys")).click();
        browser.awaitText("main", "You have none yet.");
        browser.find("#add input[name=label]").sendKeys("Olga's laptop");
        browser.find("#add button").click();
        browser.awaitText("[role=status]", "The passkey is kept.");
        browser.awaitText("td", "Olga's laptop");
        browser.shoot("console-passkeys");

        signInWithPasskey();
        browser.awaitText("h1", "Overview");
        go("/console/jobs");
        browser.awaitText("h1", "Jobs");
        go("/console/review");
        browser.awaitText("h1", "Not allowed");
        assertThat(browser.complaints()).allMatch(complaint -> complaint.contains("/console/review"));

        go("/console/passkeys");
        browser.find("td form button").click();
        browser.awaitText("[role=status]", "The passkey is removed.");
        signInWithPasskey();
        browser.awaitText("[role=alert]", "This passkey is not known here. Sign in with your password.");
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    void passkeyOfAMemberWhoMayNotSignInOrWhoseAccessWasRenewedOpensNothing() {
        addPasskey("una", console.underwriterPassword);
        signInWithPasskey();
        browser.awaitText("h1", "Overview");
        console.bank()
                .jdbc()
                .sql("update staff set enabled = false where username = 'una'")
                .update();
        go("/console/applications");
        browser.awaitText("h1", "Sign in");
        signInWithPasskey();
        browser.awaitText("[role=alert]", "This passkey is not known here.");

        console.bank()
                .jdbc()
                .sql("update staff set enabled = true where username = 'una'")
                .update();
        signInWithPasskey();
        browser.awaitText("h1", "Overview");
        String renewed = new StaffAccounts(console.bank()).renew("una").orElseThrow();
        signInWithPasskey();
        browser.awaitText("[role=alert]", "This passkey is not known here.");
        browser.find("#username").sendKeys("una");
        browser.find("#password").sendKeys(renewed + "\n");
        browser.awaitText("h1", "Overview");
        assertThat(browser.complaints()).isEmpty();
    }

    private void addPasskey(String name, String password) {
        browser.driver().manage().deleteAllCookies();
        go("/console/sign-in");
        browser.find("#username").sendKeys(name);
        browser.find("#password").sendKeys(password + "\n");
        browser.awaitText("h1", "Overview");
        go("/console/passkeys");
        browser.find("#add button").click();
        browser.awaitText("[role=status]", "The passkey is kept.");
    }

    @Test
    void passkeysAreForWhoHasShownAllFactorsAndStandInForThem() {
        browser.driver().manage().deleteAllCookies();
        go("/console/sign-in");
        browser.find("#username").sendKeys("ann");
        browser.find("#password").sendKeys(console.analystPassword + "\n");
        browser.awaitText("h1", "Your second factor");
        go("/console/passkeys");
        browser.awaitText("h1", "Your second factor");
        byte[] secret = PagesInBrowserTest.decoded(browser.text("main code"));
        browser.find("#code").sendKeys(SecondFactor.device(secret).at(Instant.now()) + "\n");
        browser.awaitText("h1", "Your backup codes");
        go("/console/passkeys");
        browser.find("#add button").click();
        browser.awaitText("[role=status]", "The passkey is kept.");

        signInWithPasskey();
        browser.awaitText("h1", "Overview");
        go("/console/review");
        browser.awaitText("h1", "Review queue");
        go("/console/passkeys");
        browser.find("td form button").click();
        browser.awaitText("[role=status]", "The passkey is removed.");
        assertThat(browser.complaints()).isEmpty();
    }
}
