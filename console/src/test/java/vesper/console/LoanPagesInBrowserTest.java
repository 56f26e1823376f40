package vesper.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.openqa.selenium.By;
import vesper.bank.TestBank;
import vesper.bank.account.Account;
import vesper.bank.lending.LoanTerms;
import vesper.bank.money.Money;
import vesper.bank.servicing.LoanAccount;
import vesper.bank.servicing.LoanOpening;

/** A loan and its adjustments in a real Chromium. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LoanPagesInBrowserTest {
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

    private LoanAccount loan() {
        Account linked = console.testBank().current(500_00);
        LoanTerms terms = LoanTerms.of(new Money(1_000_00, "USD"), TestBank.DAY, BigDecimal.valueOf(12), 3)
                .build();
        return console.bank()
                .loans()
                .openAndPayOut(new LoanOpening(UUID.randomUUID(), linked.customerId(), linked.id(), "loan", terms));
    }

    private long outstanding(LoanAccount loan) {
        return console.bank()
                .loans()
                .find(loan.accountId())
                .orElseThrow()
                .loan()
                .state()
                .outstandingMinor();
    }

    private void button(String name, boolean value) {
        browser.find("button[name=" + name + "][value=" + value + "]").click();
    }

    @Test
    void loansInArrearsAreAgedByBucket() {
        LoanAccount loan = loan();
        console.bank()
                .transaction()
                .executeWithoutResult(
                        status -> console.bank().loanRating().rate(TestBank.DAY.plusDays(70), 0, Long.MAX_VALUE));
        browser.driver().manage().deleteAllCookies();
        browser.signIn(console, "una", console.underwriterPassword);
        browser.driver().get(console.url("/console/loans"));
        browser.awaitText("#t-arrears ~ table", "31-60 USD");
        browser.awaitText("#t-late ~ table", loan.number().replaceAll("(.{4})(?=.)", "$1 "));
        browser.shoot("console-loans-arrears");
        console.bank()
                .transaction()
                .executeWithoutResult(status -> console.bank().loanRating().rate(TestBank.DAY, 0, Long.MAX_VALUE));
        browser.driver().get(console.url("/console/loans"));
        browser.awaitText("main", "No loan is overdue.");
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    void policyIsProposedByOneAndApprovedByAnother() {
        LocalDate first = TestBank.DAY.plusDays(26);
        browser.driver().manage().deleteAllCookies();
        browser.signIn(console, "una", console.underwriterPassword);
        browser.driver().get(console.url("/console/loan-products"));
        browser.press("c");
        browser.awaitText("h1", "Loan policies");
        browser.awaitText("table", "counts");
        browser.driver().findElement(By.linkText("Propose a policy for loan")).click();
        browser.awaitText("h1", "loan");
        browser.shoot("console-loan-policy");
        write("overdue_fee", "five");
        browser.find("main form button").click();
        browser.awaitText("#f-overdue_fee-help", "must be a whole number");
        write("overdue_fee", "900");
        write("collection_days", "99");
        browser.find("main form button").click();
        browser.awaitText("#f-collection_days-help", "must be 1 to 60");
        browser.shoot("console-loan-policy-refused");
        write("collection_days", "3");
        browser.driver().executeScript("document.querySelector('#f-from').value = arguments[0]", first.toString());
        browser.find("main form button").click();
        browser.awaitText("[role=status]", "loan, version 2, is proposed");
        browser.driver().get(console.url("/console/loan-policies/loan/2"));
        browser.awaitText("main", "another person has to check it");
        browser.driver().get(console.url("/console/loan-policies/loan"));
        browser.find("main form button").click();
        browser.awaitText("[role=alert]", "the product has a policy that waits for its check");

        browser.driver().manage().deleteAllCookies();
        browser.signIn(console, "adam", console.adminPassword);
        browser.driver().get(console.url("/console/loan-policies"));
        browser.awaitText("#t-check ~ table", "una");
        browser.find("#t-check ~ table a").click();
        browser.awaitText("table", "900");
        assertThat(browser.driver().findElements(By.cssSelector("tbody tr"))).hasSize(2);
        browser.shoot("console-loan-policy-proposal");
        browser.find("button[value=true]").click();

        browser.awaitText("[role=status]", "loan, version 2, counts as it says");
        browser.awaitText("table", "to come");
        browser.shoot("console-loan-policies");
        assertThat(console.bank()
                        .loanPolicies()
                        .on("loan", first)
                        .orElseThrow()
                        .policy()
                        .overdueFeeMinor())
                .isEqualTo(900);
        assertThat(browser.complaints()).isEmpty();
    }

    private void write(String field, String text) {
        browser.find("#f-" + field).clear();
        browser.find("#f-" + field).sendKeys(text);
    }

    @Test
    void adjustmentIsAskedForByOneAndDecidedByAnother() {
        LoanAccount loan = loan();
        browser.driver().manage().deleteAllCookies();
        browser.signIn(console, "una", console.underwriterPassword);
        browser.driver().get(console.url("/console/loans"));
        browser.find("#number").sendKeys("GB00 NOBODY\n");
        browser.awaitText("[role=alert]", "There is no loan account of this number");
        browser.find("#number").sendKeys(loan.number() + "\n");
        browser.awaitText("#t-schedule ~ table", "2023-07-05");
        browser.awaitText("#settlement", "1,020.07 USD");
        browser.driver().findElement(By.linkText("What a payment would do")).click();
        browser.awaitText("h1", "A payment in advance");
        browser.find("#amount").sendKeys("500.00\n");
        browser.awaitText("#preview", "Instalments left");
        browser.awaitText("#t-after ~ table", "2023-08-05");
        browser.shoot("console-loan-prepayment");
        browser.find("#amount").clear();
        browser.find("#amount").sendKeys("much\n");
        browser.awaitText("[role=alert]", "Nothing can be shown");
        browser.driver().get(console.url("/console/loans/" + loan.number()));
        browser.find("#t-ask ~ form button").click();

        browser.awaitText("h1", "Goodwill credit");
        browser.find("#f-on").sendKeys("06052023");
        browser.find("#f-amount").sendKeys("fifty");
        button("preview", true);
        browser.awaitText("[role=alert]", "amount must be a decimal number");
        browser.find("#f-amount").clear();
        browser.find("#f-amount").sendKeys("50.00");
        button("preview", true);
        browser.awaitText("#preview", "970.07 USD");
        browser.shoot("console-loan-adjust");
        button("preview", false);
        browser.awaitText("[role=alert]", "a reason of 1 to 500 letters is needed");
        browser.find("#reason").sendKeys("A complaint about the branch");
        button("preview", false);
        browser.awaitText("[role=status]", "another person has to decide");
        browser.awaitText("#t-requests ~ table", "Waits for another person");
        assertThat(outstanding(loan)).isEqualTo(1_020_07);

        browser.driver().manage().deleteAllCookies();
        browser.signIn(console, "adam", console.adminPassword);
        browser.driver().get(console.url("/console/loans"));
        browser.shoot("console-loan-adjustments");
        browser.driver().findElement(By.linkText("Goodwill credit")).click();
        browser.awaitText("#t-requests ~ table", "A complaint about the branch");
        browser.shoot("console-loan");
        button("approve", true);
        browser.find("#confirm-yes").click();

        browser.awaitText("[role=status]", "is on the books");
        browser.awaitText("#t-history ~ table", "50.00");
        assertThat(outstanding(loan)).isEqualTo(970_07);
        assertThat(browser.complaints()).isEmpty();
    }
}
