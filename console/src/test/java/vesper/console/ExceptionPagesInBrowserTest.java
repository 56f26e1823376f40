package vesper.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import vesper.bank.account.Account;
import vesper.bank.account.AccountStatus;
import vesper.bank.exceptions.ExceptionItem;
import vesper.bank.exceptions.ExceptionSearch;
import vesper.bank.exceptions.ExceptionState;
import vesper.batch.transfers.ScheduledTransfers;
import vesper.console.signin.StaffAccounts;
import vesper.console.signin.StaffAccounts.Role;

/** What operators see and do of exceptions, in a real Chromium. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ExceptionPagesInBrowserTest {
    private RunningConsole console;
    private Browser browser;
    private String secondPassword;

    @BeforeAll
    void open() {
        console = new RunningConsole();
        secondPassword = new StaffAccounts(console.bank()).register("otto", Set.of(Role.OPERATOR));
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
    void operatorOnALaptop() {
        browser.size(1280, 800);
        signIn("olga", console.operatorPassword);
    }

    private void signIn(String user, String password) {
        browser.driver().manage().deleteAllCookies();
        browser.signIn(console, user, password);
    }

    /** A transfer from an account that is frozen, tried in vain by a close. */
    private ExceptionItem failed(Account payer) {
        LocalDate day = console.bank().businessDates().current().businessDate();
        Account payee = console.testBank().current(0);
        new ScheduledTransfers(console.bank()).add(payer.id(), payee.id(), 25_00, "USD", day, "Rent");
        console.bank().accounts().setStatus(payer.id(), AccountStatus.FROZEN);
        console.operations().closeUntil(RunningConsole.OLGA, day, run -> {});
        return console.bank()
                .exceptions()
                .list(ExceptionSearch.WAITING, Long.MAX_VALUE, 1)
                .get(0);
    }

    private ExceptionState state(ExceptionItem item) {
        return console.bank().exceptions().find(item.id()).orElseThrow().state();
    }

    @Test
    void anExceptionIsFoundAndTriedAgainByKeyboard() {
        Account payer = console.testBank().current(100_00);
        ExceptionItem item = failed(payer);

        browser.press("g", "e");
        browser.awaitText("h1", "Exceptions");
        browser.press("j");
        browser.press(Keys.ENTER);
        browser.awaitText("h1", "Exception " + item.id() + ": " + item.failed().item());
        browser.awaitText("#reason", "Account frozen");
        browser.press("r");
        browser.awaitText("#confirm-question", "Try " + item.failed().item() + " again?");
        browser.press(Keys.ENTER);
        browser.awaitText("[role=status]", "Tried, and refused again");
        browser.awaitText("main", "2 tries");

        console.bank().accounts().setStatus(payer.id(), AccountStatus.OPEN);
        browser.press("r");
        browser.press(Keys.ENTER);
        browser.awaitText("#state", "Done");
        assertThat(console.testBank().balance(payer)).isEqualTo(75_00);
        assertThat(browser.driver().findElements(By.cssSelector("button[name=action]")))
                .isEmpty();
    }

    @Test
    void moneyIsSkippedByTwoOperators() {
        ExceptionItem item = failed(console.testBank().current(100_00));
        String page = console.url("/console/exceptions/" + item.id());
        browser.driver().get(page);
        browser.press("s");
        browser.press(Keys.ENTER);
        browser.awaitText("[role=alert]", "A reason must be given");

        browser.press("n");
        browser.press("Order withdrawn in writing");
        browser.find("#SKIP").click();
        browser.awaitText("#confirm-question", "Give " + item.failed().item() + " up?");
        browser.press(Keys.ENTER);
        browser.awaitText("#state", "Skip proposed");
        browser.press("a");
        browser.awaitText("#confirm-question", "Approve what was proposed");
        browser.press(Keys.ENTER);
        browser.awaitText("[role=alert]", "Money is given up by two");
        assertThat(state(item)).isEqualTo(ExceptionState.SKIP_PROPOSED);

        signIn("otto", secondPassword);
        browser.driver().get(page);
        browser.awaitText("main", "Order withdrawn in writing");
        browser.press("a");
        browser.press(Keys.ENTER);
        browser.awaitText("#state", "Skipped");
        browser.awaitText("main", "Refused: four eyes");
        assertThat(state(item)).isEqualTo(ExceptionState.SKIPPED);
    }

    @Test
    void withoutScriptsTheReasonSurvivesTheQuestion() {
        ExceptionItem item = failed(console.testBank().current(100_00));
        browser.driver().get(console.url("/console/exceptions/" + item.id()));
        browser.driver()
                .executeScript("document.getElementById('note').value = 'Booked by hand';"
                        + "document.getElementById('FIX').removeAttribute('data-confirm');"
                        + "document.getElementById('FIX').click()");
        browser.awaitText("main", "Was " + item.failed().item() + " done by other means?");
        browser.driver().findElement(By.cssSelector("main button")).click();
        browser.awaitText("#state", "Fix proposed");
        browser.awaitText("main", "Booked by hand");
    }

    @Test
    void thePagesFitPhoneAndLaptopWithoutAComplaint() {
        ExceptionItem item = failed(console.testBank().current(100_00));
        browser.complaints();
        browser.driver().get(console.url("/console/exceptions?view=ALL"));
        browser.awaitText("main", item.failed().item());
        browser.shoot("console-exceptions");
        browser.driver().get(console.url("/console/exceptions/" + item.id()));
        browser.shoot("console-exception");
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    void anAnalystMayNotSeeExceptions() {
        signIn("ann", console.analystPassword);

        browser.driver().get(console.url("/console/exceptions"));

        browser.awaitText("h1", "Not allowed");
    }
}
