package vesper.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.openqa.selenium.By;
import vesper.bank.account.Account;
import vesper.reporting.link.Collected;
import vesper.reporting.privacy.DataRequest;
import vesper.reporting.privacy.DataRequests;
import vesper.reporting.privacy.Passphrase;

/** Data requests in a real Chromium: from the account to the link that a customer is sent. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DataRequestPagesInBrowserTest {
    private RunningConsole console;
    private Browser browser;
    private DataRequests requests;

    @BeforeAll
    void open() {
        console = new RunningConsole();
        browser = new Browser();
        requests = console.reporting().dataRequests();
    }

    @AfterAll
    void close() {
        if (browser != null) {
            browser.close();
        }
        console.close();
    }

    @BeforeEach
    void operatorOnALaptop() {
        browser.driver().manage().deleteAllCookies();
        browser.size(1280, 800);
        browser.signIn(console, "olga", console.operatorPassword);
    }

    @Test
    void aRequestIsTakenFromTheAccountAndEndsWithALink() {
        Account account = console.testBank().current(1234_56);
        browser.driver().get(console.url("/console/documents/" + account.number()));
        browser.find("section[aria-labelledby=t-held] button").click();
        browser.awaitText("h1", "Data request");
        assertThat(browser.text("#state")).isEqualTo("Received");
        String passphrase = browser.text("#passphrase");
        browser.shoot("data-request");
        browser.driver().navigate().refresh();
        assertThat(browser.driver().findElements(By.id("passphrase")))
                .as("shown once")
                .isEmpty();

        DataRequest request = requests.newest(1).get(0);
        requests.gather(request.id(), "night");
        browser.driver().navigate().refresh();
        assertThat(browser.text("#mail")).isEqualTo("Queued");
        browser.press("m");
        browser.awaitText("[role=alert]", "a mail is on its way");
        browser.press("l");
        browser.awaitText("#link", "/personal-data/");
        String token = browser.text("#link").substring("/personal-data/".length());
        browser.shoot("data-request-link");
        assertThat(requests.collect(token, Passphrase.written(passphrase), Instant.now()))
                .isInstanceOf(Collected.File.class);
        browser.driver().navigate().refresh();
        assertThat(browser.text("#state")).isEqualTo("Collected");
        assertThat(browser.text("section[aria-labelledby=t-steps]"))
                .contains("Taken", "olga", "Gathered", "Mail queued", "Linked", "Collected");
        assertThat(browser.text("#mail")).isEqualTo("Withdrawn");
    }

    @Test
    void theListSaysHowLongThereIsToAnswer() {
        long customer = console.testBank().current(0).customerId();
        browser.driver().get(console.url("/console/mail"));
        browser.press("p");
        browser.awaitText("h1", "Data requests");
        browser.find("input[name=customer]").sendKeys("987654321");
        browser.find("section[aria-labelledby=t-take] button").click();
        browser.awaitText("[role=alert]", "There is no customer of this number.");
        browser.find("input[name=customer]").sendKeys(Long.toString(customer));
        browser.find("section[aria-labelledby=t-take] button").click();
        browser.awaitText("h1", "Data request");
        browser.press("u");
        browser.awaitText("h1", "Data requests");
        assertThat(browser.text("tbody tr")).contains("Received", "days left", customer + ", Ada Nilsson");
        browser.shoot("data-requests");
    }

    @Test
    void analystsSeeNoDataRequests() {
        browser.driver().manage().deleteAllCookies();
        browser.signIn(console, "ann", console.analystPassword);
        browser.driver().get(console.url("/console/data-requests"));
        assertThat(browser.text("body")).doesNotContain("Take a request");
    }
}
