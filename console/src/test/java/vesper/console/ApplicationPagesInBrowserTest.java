package vesper.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import vesper.bank.account.Account;
import vesper.bank.account.AccountStatus;
import vesper.bank.origination.ApplicationCommand;
import vesper.bank.origination.ApplicationCommand.Action;
import vesper.bank.origination.ApplicationState;
import vesper.bank.origination.LoanApplication;
import vesper.bank.origination.LoanApplications;
import vesper.bank.origination.LoanRequest;
import vesper.bank.origination.LoanRequest.Purpose;

/** Applications for loans in a real Chromium. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ApplicationPagesInBrowserTest {
    private RunningConsole console;
    private Browser browser;
    private LoanApplications applications;

    @BeforeAll
    void open() {
        console = new RunningConsole();
        applications = console.bank().loanApplications();
        browser = new Browser();
    }

    @AfterAll
    void close() {
        if (browser != null) {
            browser.close();
        }
        console.close();
    }

    @BeforeEach
    void signedOutWithAnEmptyList() {
        browser.driver().manage().deleteAllCookies();
        browser.size(1280, 800);
        browser.complaints();
        applications
                .waiting(0, 100)
                .forEach(left -> applications.carryOut(
                        left.id(), ApplicationCommand.ofClient(Action.WITHDRAW, left.clientId(), "")));
    }

    private UUID apply(long amountMinor) {
        Account account = console.testBank().current(3_000_00);
        String key = UUID.randomUUID().toString();
        applications.apply(
                "shop",
                key,
                new LoanRequest(
                        "personal-usd", account.number(), amountMinor, 48, Purpose.HOME, 4_000_00, 600_00, 150_00));
        return LoanApplications.idOf("shop", key);
    }

    private LoanApplication application(UUID id) {
        return applications.find(id).orElseThrow();
    }

    private void signOut() {
        browser.driver().manage().deleteAllCookies();
    }

    @Test
    void onePersonProposesAndAnotherConfirmsByKeyboard() {
        UUID id = apply(25_000_00);
        browser.driver().get(console.url("/console/applications"));
        browser.press("una", Keys.TAB, console.underwriterPassword, Keys.ENTER);
        browser.awaitText("h1", "Loan applications");
        browser.press("j", Keys.ENTER);
        browser.awaitText("h1", "Ada Nilsson");
        assertThat(browser.text("main"))
                .contains("25,000.00 USD", "above what rules may lend", "900.00 USD declared 600.00", "Debt service");
        browser.press("n");
        browser.press("Payslips seen");
        browser.press(Keys.ESCAPE);
        browser.press("a");
        browser.awaitText("#confirm-question", "Propose approval: 25,000.00 USD for Ada Nilsson?");
        browser.press(Keys.ENTER);
        browser.awaitText("[role=status]", "approval proposed");

        browser.driver().get(console.url("/console/applications/" + id));
        browser.awaitText("#t-decide ~ form", "another person has to check it");
        assertThat(browser.driver().findElements(By.cssSelector("button[value=CONFIRM]")))
                .isEmpty();
        signOut();
        browser.signIn(console, "adam", console.adminPassword);
        browser.press("g", "l");
        browser.awaitText("h1", "Loan applications");
        browser.awaitText("td", "by una");
        browser.press("j", Keys.ENTER);
        browser.awaitText("main", "una proposes to approve");
        browser.press("c");
        browser.awaitText("#confirm-question", "Confirm approval");
        browser.press(Keys.ENTER);

        browser.awaitText("[role=status]", "25,000.00 USD for Ada Nilsson: offered.");
        assertThat(application(id).state()).isEqualTo(ApplicationState.OFFERED);
        assertThat(applications.steps(id))
                .extracting(step -> step.by() + " " + step.reason())
                .endsWith("staff:una Payslips seen", "staff:adam ");
        browser.driver().get(console.url("/console/applications/" + id));
        browser.awaitText("#t-offer ~ dl", "Total to pay");
    }

    @Test
    void oneWhoWasOvertakenIsToldAndKeepsTheReason() {
        UUID id = apply(12_000_00);
        browser.signIn(console, "una", console.underwriterPassword);
        browser.driver().get(console.url("/console/applications/" + id));
        browser.find("#reason").sendKeys("Income is seasonal");
        applications.carryOut(id, ApplicationCommand.ofStaff(Action.PROPOSE_DECLINE, "adam", "No payslips"));

        browser.find("button[value=DECLINE]").click();
        browser.awaitText("#confirm-question", "Propose decline");
        browser.find("#confirm-yes").click();

        browser.awaitText("[role=alert]", "Nothing was changed");
        browser.awaitText("main", "adam proposes to decline");
        assertThat(browser.find("#reason").getDomProperty("value")).isEqualTo("Income is seasonal");
        browser.find("button[value=REFER]").click();
        browser.awaitText("#confirm-question", "Send back");
        browser.find("#confirm-yes").click();
        browser.awaitText("[role=status]", "referred");
        assertThat(application(id).proposedBy()).isNull();
        assertThat(applications.steps(id).get(3).reason()).isEqualTo("Income is seasonal");
    }

    @Test
    void acceptedLoanThatTheAccountDidNotTakeIsPaidOutByHand() {
        UUID id = apply(5_000_00);
        long account = application(id).accountId();
        console.bank().accounts().setStatus(account, AccountStatus.FROZEN);
        applications.takeOffer(id, "shop");
        browser.signIn(console, "una", console.underwriterPassword);
        browser.driver().get(console.url("/console/applications"));
        browser.awaitText("td", "Accepted and not paid out");
        browser.press("j", Keys.ENTER);
        browser.awaitText("h1", "Ada Nilsson");
        browser.shoot("console-applications-accepted");

        browser.press("p");
        browser.awaitText("#confirm-question", "Pay out: 5,000.00 USD for Ada Nilsson?");
        browser.press(Keys.ENTER);
        browser.awaitText("[role=alert]", "account frozen. Nothing was changed.");
        console.bank().accounts().setStatus(account, AccountStatus.OPEN);
        browser.press("p");
        browser.awaitText("#confirm-question", "Pay out");
        browser.press(Keys.ENTER);

        browser.awaitText("[role=status]", "disbursed");
        assertThat(console.bank().accounts().byId(account).orElseThrow().balanceMinor())
                .isEqualTo(7_950_00);
        browser.driver().get(console.url("/console/applications/" + id));
        browser.awaitText("main", "Loan account");
        browser.shoot("console-applications-disbursed");
    }

    @Test
    void pagesAreForUnderwriters() {
        UUID id = apply(12_000_00);
        browser.signIn(console, "ann", console.analystPassword);

        assertThat(browser.text("nav")).doesNotContain("Loans");
        browser.driver().get(console.url("/console/applications/" + id));
        assertThat(browser.text("main")).doesNotContain("Ada Nilsson");
        signOut();
        browser.signIn(console, "una", console.underwriterPassword);
        browser.driver().get(console.url("/console/applications/" + UUID.randomUUID()));
        browser.awaitText("h1", "Not found");
    }

    @Test
    void everyPageFitsPhoneAndLaptopWithoutAComplaint() {
        browser.signIn(console, "adam", console.adminPassword);
        browser.driver().get(console.url("/console/applications"));
        browser.shoot("console-applications-empty");
        UUID referred = apply(48_000_00);
        UUID proposed = apply(12_345_67);
        applications.carryOut(
                proposed,
                ApplicationCommand.ofStaff(
                        Action.PROPOSE_APPROVAL, "una", "Payslips of three months and the lease seen"));
        UUID offered = apply(5_000_00);
        for (int i = 0; i < 6; i++) {
            apply(11_000_00 + i);
        }
        browser.driver().get(console.url("/console/applications"));
        browser.shoot("console-applications");
        for (UUID id : new UUID[] {referred, proposed, offered}) {
            browser.driver().get(console.url("/console/applications/" + id));
            browser.shoot("console-applications-" + application(id).state().code());
        }
        browser.driver().get(console.url("/console/applications?from=5"));
        browser.awaitText("a", "Oldest");
        assertThat(browser.driver().findElements(By.cssSelector("tbody tr"))).hasSize(3);
        assertThat(browser.complaints()).isEmpty();
    }
}
