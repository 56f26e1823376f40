package vesper.console;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.openqa.selenium.By;
import vesper.bank.origination.LoanProduct;

/** The editor of loan products in a real Chromium. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ProductPagesInBrowserTest {
    private RunningConsole console;
    private Browser browser;

    @BeforeAll
    void open() {
        console = new RunningConsole();
        browser = new Browser();
    }

    @AfterAll
    void close() {
        if (browser != null) {
            browser.close();
        }
        console.close();
    }

    private LoanProduct offered() {
        return console.bank().loanProducts().offered("personal-usd").orElseThrow();
    }

    private void write(String field, String text) {
        browser.find("#f-" + field).clear();
        browser.find("#f-" + field).sendKeys(text);
    }

    private void propose() {
        browser.find("main form button").click();
    }

    @Test
    void versionIsProposedByOneAndApprovedByAnother() {
        browser.signIn(console, "una", console.underwriterPassword);
        browser.driver().get(console.url("/console/applications"));
        browser.press("p");
        browser.awaitText("h1", "Loan products");
        browser.shoot("console-loan-products");
        browser.driver().findElement(By.linkText("personal-usd")).click();
        browser.awaitText("h1", "personal-usd");
        browser.shoot("console-loan-product");

        write("prices", "0; 12.9\n60; nine");
        write("automatic_limit", "12000.00");
        propose();
        browser.awaitText("[role=alert]", "Nothing was proposed");
        browser.awaitText("#f-prices-help", "line 2 cannot be read");
        assertThat(browser.find("#f-automatic_limit").getDomProperty("value")).isEqualTo("12000.00");
        browser.shoot("console-loan-product-refused");
        write("prices", "0; 12.9\n60; 9");
        write("decline_below", "70");
        propose();
        browser.awaitText("#f-decline_below-help", "must be from 0 to the score that approves");
        write("decline_below", "35");
        propose();
        browser.awaitText("[role=status]", "personal-usd, version 2, is proposed");
        assertThat(offered().version()).isEqualTo(1);
        browser.driver().get(console.url("/console/loan-products/personal-usd/2"));
        browser.awaitText("main", "another person has to check it");
        assertThat(browser.driver().findElements(By.cssSelector("button[name=approve]")))
                .isEmpty();

        browser.driver().manage().deleteAllCookies();
        browser.signIn(console, "adam", console.adminPassword);
        browser.driver().get(console.url("/console/loan-products"));
        browser.awaitText("#t-check ~ table", "una");
        browser.driver().get(console.url("/console/loan-products/personal-usd/2"));
        browser.awaitText("table", "12000.00");
        assertThat(browser.driver().findElements(By.cssSelector("tbody tr"))).hasSize(2);
        browser.shoot("console-loan-product-proposal");
        browser.find("button[value=true]").click();

        browser.awaitText("[role=status]", "is offered from now on");
        assertThat(offered().version()).isEqualTo(2);
        assertThat(offered().policy().automaticLimitMinor()).isEqualTo(12_000_00);
        assertThat(offered().maxRatePct()).isEqualByComparingTo("12.9");
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    void scoreCardIsProposedByOneAndApprovedByAnother() {
        browser.driver().manage().deleteAllCookies();
        browser.signIn(console, "una", console.underwriterPassword);
        browser.driver().get(console.url("/console/loan-products"));
        browser.driver().findElement(By.linkText("standard")).click();
        browser.awaitText("h1", "standard");
        browser.shoot("console-score-card");
        write("refused_payments", "missing; 0; Payments are not known\nelse; many; Payments were refused");
        propose();
        browser.awaitText("#f-refused_payments-help", "line 2 cannot be read");
        write(
                "refused_payments",
                "missing; 0; Payments are not known\n1; 20; None was refused\nelse; 0; One was refused");
        propose();
        browser.awaitText("[role=status]", "standard, version 2, is proposed");
        assertThat(console.bank().scoreCards().newest("standard").version()).isEqualTo(1);

        browser.driver().manage().deleteAllCookies();
        browser.signIn(console, "adam", console.adminPassword);
        browser.driver().get(console.url("/console/score-cards/standard/2"));
        browser.awaitText("table", "None was refused");
        assertThat(browser.driver().findElements(By.cssSelector("tbody tr"))).hasSize(1);
        browser.shoot("console-score-card-proposal");
        browser.find("button[value=true]").click();

        browser.awaitText("[role=status]", "counts from now on");
        assertThat(console.bank().scoreCards().newest("standard").version()).isEqualTo(2);
        assertThat(browser.complaints()).isEmpty();
    }
}
