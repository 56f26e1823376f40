package vesper.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;
import vesper.bank.TestBank;
import vesper.bank.account.Account;
import vesper.bank.directdebit.DirectDebits.Collection;
import vesper.bank.directdebit.Mandates;
import vesper.batch.operator.RunView;
import vesper.batch.transfers.ScheduledTransfers;

/** What operators see of nights and of the schedule, in a real Chromium. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class NightPagesInBrowserTest {
    private static final LocalDate FIRST = TestBank.DAY;

    private RunningConsole console;
    private Browser browser;
    private long lastRun;

    /** Five nights: the second leaves an exception, the last one failed. */
    @BeforeAll
    void open() {
        // Its time has just passed, so that nothing begins while the test runs.
        console = new RunningConsole(
                "vesper.batch.schedule-enabled=true",
                "vesper.batch.cut-off-time="
                        + LocalTime.now(ZoneOffset.UTC).minusHours(1).truncatedTo(ChronoUnit.MINUTES));
        Account payer = console.testBank().current(1_000_00);
        Account payee = console.testBank().account("savings", 50_000_00);
        ScheduledTransfers transfers = new ScheduledTransfers(console.bank());
        transfers.add(payer.id(), payee.id(), 9_000_00, "USD", FIRST.plusDays(1), "Too much");
        transfers.add(payer.id(), payee.id(), 10_00, "USD", FIRST.plusDays(2), "Rent");
        transfers.add(payer.id(), payee.id(), 20_00, "USD", FIRST.plusDays(3), "Rent");
        transfers.add(payer.id(), payee.id(), 22_50, "USD", FIRST.plusDays(3), "Power");
        console.operations().closeUntil(RunningConsole.OLGA, FIRST.plusDays(3), run -> {});
        console.bank()
                .jdbc()
                .sql("update account set held_minor = 1 where kind = 'SAVINGS'")
                .update();
        List<RunView> runs = console.operations().closeUntil(RunningConsole.OLGA, FIRST.plusDays(4), run -> {});
        lastRun = runs.get(0).id();
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
        browser.driver().manage().deleteAllCookies();
        browser.size(1280, 800);
        browser.signIn(console, "olga", console.operatorPassword);
    }

    private String cell(LocalDate day) {
        return browser.driver()
                .findElement(By.xpath("//td[a[@id='night-" + day + "']]"))
                .getAttribute("class");
    }

    @Test
    void theMonthShowsWhatBecameOfEachDay() {
        browser.press("g", "j");
        browser.awaitText("h1", "Jobs");
        browser.press("n");
        browser.awaitText("h1", "Nights");

        assertThat(cell(FIRST)).contains("night-completed");
        assertThat(cell(FIRST.plusDays(1))).contains("night-with-exceptions");
        assertThat(cell(FIRST.plusDays(4))).contains("night-unfinished");
        assertThat(browser.text("#night-" + FIRST.plusDays(1))).contains("With exceptions", " s");
        assertThat(browser.driver().findElements(By.cssSelector("#night-" + FIRST.plusDays(5))))
                .isEmpty();
        browser.press("p");
        browser.awaitText("main", "Business dates of 2023-05");
        assertThat(browser.driver().findElements(By.cssSelector("a[id^=night-2023-05]")))
                .isEmpty();
    }

    @Test
    void aNightIsDrawnStepByStepAndTheNightsUnderEachOther() {
        browser.driver().get(console.url("/console/jobs/nights?day=" + FIRST));
        browser.awaitText("main", "The night of " + FIRST);

        List<WebElement> steps = browser.driver().findElements(By.cssSelector("[aria-labelledby=t-night] tbody tr"));
        assertThat(steps).hasSizeGreaterThan(10);
        long before = -1;
        for (WebElement step : steps) {
            WebElement bar = step.findElement(By.cssSelector("rect"));
            long x = Long.parseLong(bar.getAttribute("x"));
            assertThat(x).isGreaterThanOrEqualTo(before);
            assertThat(x + Long.parseLong(bar.getAttribute("width"))).isLessThanOrEqualTo(1002);
            before = x;
        }
        assertThat(browser.driver().findElements(By.cssSelector("[aria-labelledby=t-last] tbody tr")))
                .hasSize(5);
        assertThat(browser.driver().findElements(By.cssSelector("[aria-labelledby=t-last] rect.broken")))
                .hasSize(1);
        browser.find("#chosen-run").click();
        browser.awaitText("h1", ": close");
    }

    @Test
    void aRunIsHeldAgainstTheNightBefore() {
        browser.driver().get(console.url("/console/jobs/runs/" + (lastRun - 1)));

        // 20.00 + 22.50 in two transfers, after 10.00 in one.
        assertThat(browser.text("#difference-scheduled-transfers")).isEqualTo("+1");
        browser.awaitText("main", "+32.50 USD");
        browser.awaitText("main", "against the night of " + FIRST.plusDays(2));
    }

    @Test
    void whatWasRaisedIsOnTheJobsPageAndWhatWasLoggedIsBehindTheRun() {
        console.bank()
                .jdbc()
                .sql(
                        "insert into alert (kind, business_date, run_id, message, raised_at) values ('STUCK', :day, :run, :message, now())")
                .param("day", FIRST.plusDays(4))
                .param("run", lastRun)
                .param("message", "the close of " + FIRST.plusDays(4) + " has not moved")
                .update();
        browser.driver().get(console.url("/console/jobs"));
        browser.awaitText("[aria-labelledby=t-alerts]", "Stuck");
        browser.awaitText("[aria-labelledby=t-alerts]", "the close of " + FIRST.plusDays(4) + " has not moved");
        browser.shoot("console-jobs-with-alerts");

        browser.find("#run-" + lastRun).click();
        browser.press("l");
        browser.awaitText("h1", "Log of run " + lastRun);
        browser.awaitText("tbody", "ended at step proof-of-books: FAILED");
        browser.awaitText("tbody", "Error");
        browser.shoot("console-run-log");
    }

    @Test
    void aJobShowsItsStepsInOrderAndTheTrendOfItsRuns() {
        browser.driver().get(console.url("/console/jobs"));
        browser.find("#job-close").click();
        browser.awaitText("h1", "Job close");

        assertThat(browser.driver().findElements(By.cssSelector("svg.trend rect.done")))
                .hasSize(4);
        assertThat(browser.driver().findElements(By.cssSelector("svg.trend rect.broken")))
                .hasSize(1);
        browser.awaitText("#trend", "Median of the newest ten that completed:");
        assertThat(browser.driver().findElements(By.cssSelector("[aria-labelledby=t-steps] td:last-child")))
                .extracting(WebElement::getText)
                .startsWith("Daily")
                .contains("Business day", "Month end", "Quarter end", "Year end");
        browser.shoot("console-job-history");
        browser.press("u");
        browser.awaitText("h1", "Jobs");
    }

    @Test
    void aDryRunSaysWhatWouldBePostedAndPostsNothing() {
        Account payer = console.testBank().current(50_00);
        Account payee = console.testBank().current(0);
        LocalDate open = console.bank().businessDates().current().businessDate();
        new ScheduledTransfers(console.bank()).add(payer.id(), payee.id(), 12_34, "USD", open, "Rent");
        browser.driver().get(console.url("/console/jobs"));
        browser.press("d");
        browser.awaitText("h1", "Dry run of the close");

        browser.awaitText("#would-" + open, "would post 1 entry = 12.34 USD");
        assertThat(console.testBank().balance(payee)).isZero();
        browser.shoot("console-plan");
    }

    @Test
    void theScheduleIsPausedAndGoesOnByKeyboardAndItsTimeIsChanged() {
        browser.driver().get(console.url("/console/jobs"));
        browser.press("s");
        browser.awaitText("h1", "Schedule");
        assertThat(browser.driver().findElements(By.cssSelector("#next li"))).hasSize(5);
        browser.press("x");
        browser.awaitText("#confirm-question", "Pause everything that begins by itself?");
        browser.press(Keys.ENTER);
        browser.awaitText("#paused", "Paused");
        browser.press("r");
        browser.awaitText("#confirm-question", "begin by itself again?");
        browser.press(Keys.ENTER);
        browser.awaitText("#paused", "On");

        String time = LocalTime.now(ZoneId.of("Europe/Madrid"))
                .minusHours(1)
                .truncatedTo(ChronoUnit.MINUTES)
                .toString();
        change(time, "Europe/Madrid");
        browser.awaitText("[role=status]", "The close begins at " + time + ", Europe/Madrid.");
        browser.awaitText("#next", time);
        change(time, "Nowhere");
        browser.awaitText("[role=alert]", "a zone such as UTC or Europe/Madrid");
        browser.awaitText("#t-next", "Europe/Madrid");
    }

    @Test
    void aMandateIsRegisteredFromTheAccountAndCancelledByKeyboard() {
        Account creditor = console.testBank().current(0);
        Account debtor = console.testBank().current(10_00);
        browser.driver().get(console.url("/console/accounts/" + debtor.number()));
        browser.press("m");
        browser.awaitText("h1", "Mandates");
        browser.awaitText("main", "This account has none.");
        register(creditor.number(), debtor.number(), "1,5");
        browser.awaitText("[role=alert]", "Nothing was registered: amount must be a decimal number such as 12.34.");
        register(creditor.number(), debtor.number(), "50.00");
        browser.awaitText("[role=status]", "The mandate is registered.");
        browser.awaitText("main", "50.00 USD");
        Mandates.View mandate = console.bank()
                .mandates()
                .list(debtor.number(), Long.MAX_VALUE, 1)
                .get(0);
        console.bank()
                .directDebits()
                .present(mandate.id(), new Collection("June 1", 12_34, "USD", FIRST.plusDays(4), "Gas of June"));
        browser.driver().navigate().refresh();
        browser.awaitText("[aria-labelledby=t-presented]", "12.34 USD");
        browser.shoot("console-mandate");

        browser.press("x");
        browser.awaitText("#confirm-question", "Cancel mandate GAS-7?");
        browser.press(Keys.ENTER);
        browser.awaitText("#state", "Cancelled");
        browser.press("u");
        browser.awaitText("h1", "Mandates");
        browser.shoot("console-mandates");
    }

    private void register(String creditor, String debtor, String most) {
        for (String[] field :
                new String[][] {{"creditor", creditor}, {"debtor", debtor}, {"reference", "GAS-7"}, {"most", most}}) {
            WebElement input = browser.find("input[name=" + field[0] + "]");
            input.clear();
            input.sendKeys(field[1]);
        }
        browser.find("#register").click();
    }

    private void change(String cutOff, String zone) {
        browser.driver()
                .executeScript(
                        "document.getElementById('cutOff').value = arguments[0];"
                                + "document.getElementById('zone').value = arguments[1];",
                        cutOff,
                        zone);
        browser.find("#CHANGE").click();
        browser.awaitText("#confirm-question", "another time of day");
        browser.press(Keys.ENTER);
    }

    @Test
    void thePagesFitPhoneAndLaptopWithoutAComplaint() {
        browser.complaints();
        browser.driver().get(console.url("/console/jobs/nights"));
        browser.shoot("console-nights");
        browser.driver().get(console.url("/console/jobs/schedule"));
        browser.shoot("console-schedule");
        browser.driver().get(console.url("/console/jobs/runs/" + (lastRun - 1)));
        browser.shoot("console-run-against-yesterday");
        assertThat(browser.complaints()).isEmpty();
    }
}
