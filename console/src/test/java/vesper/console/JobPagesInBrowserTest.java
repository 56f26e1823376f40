package vesper.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;
import vesper.bank.account.Account;
import vesper.batch.operator.Operations;
import vesper.batch.operator.RunStatus;
import vesper.batch.operator.RunView;
import vesper.batch.transfers.ScheduledTransfers;

/** What operators see and do of jobs, in a real Chromium. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class JobPagesInBrowserTest {
    private RunningConsole console;
    private Browser browser;
    private Operations operations;

    @BeforeAll
    void open() {
        console = new RunningConsole();
        operations = console.operations();
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

    @AfterEach
    void nothingRuns() {
        await().atMost(Duration.ofSeconds(20))
                .until(() -> operations.runs(5).stream()
                        .noneMatch(run -> run.status().active()));
    }

    private LocalDate day() {
        return console.bank().businessDates().current().businessDate();
    }

    private RunView newest() {
        return operations.runs(1).get(0);
    }

    /** Holds the business date still, so that a close waits in its first step until the hold is closed. */
    private Connection hold() throws SQLException {
        Connection hold = console.testBank().dataSource().getConnection();
        try (var statement = hold.createStatement()) {
            statement.execute("select pg_advisory_lock(" + 0x5645_5350_0001L + ")");
        }
        return hold;
    }

    private static void letGo(Connection hold) throws SQLException {
        try (hold;
                var statement = hold.createStatement()) {
            statement.execute("select pg_advisory_unlock_all()");
        }
    }

    @Test
    void theDayIsClosedByKeyboardAndThePageFollowsTheRun() throws SQLException {
        LocalDate day = day();
        Connection hold = hold();
        try {
            browser.press("g", "j");
            browser.awaitText("h1", "Jobs");
            browser.focus("#start-close");
            browser.press(Keys.ENTER);
            browser.awaitText("#confirm-question", "Close the business date " + day + "?");
            browser.press(Keys.ENTER);
            browser.awaitText("[role=status]", " of close has started.");
            browser.awaitText("#status", "Running");
            // Two hours after its cut-off, which is years ago.
            browser.awaitText("#deadline", day.plusDays(1) + " 01:30:00");
            browser.awaitText("main", "late");
            browser.driver().executeScript("window.sameDocument = true");
        } finally {
            letGo(hold);
        }

        browser.awaitText("#status", "Completed");
        assertThat(browser.driver().executeScript("return window.sameDocument")).isEqualTo(true);
        assertThat(browser.driver().findElements(By.cssSelector("button[name=action]")))
                .isEmpty();
        assertThat(day()).isEqualTo(day.plusDays(1));
        browser.press("g", "o");
        browser.awaitText("#last-close", day.toString());
        browser.focus("#last-run");
        browser.press(Keys.ENTER);
        browser.awaitText("h1", "Run " + newest().id() + ": close");
    }

    @Test
    void aQuestionStaysOpenWhileThePageFollowsTheRun() throws Exception {
        Connection hold = hold();
        try {
            long run = operations.start(RunningConsole.OLGA, "close", Map.of());
            browser.driver().get(console.url("/console/jobs/runs/" + run));
            browser.press("x");
            browser.awaitText("#confirm-question", "Stop run " + run + " of close");
            // Longer than the page takes to read itself again.
            Thread.sleep(2_500);
            browser.press(Keys.ENTER);
            browser.awaitText("[role=status]", "Run " + run + " of close was asked to stop.");
            browser.awaitText("#status", "Stopping");
        } finally {
            letGo(hold);
        }
        browser.awaitText("#status", "Stopped");

        browser.press("r");
        browser.awaitText("#confirm-question", "Go on with run");
        browser.press(Keys.ENTER);
        browser.awaitText("[role=status]", "goes on");
        browser.awaitText("#status", "Completed");
        assertThat(newest().status()).isEqualTo(RunStatus.COMPLETED);
    }

    @Test
    void aBrokenProofIsShownWithItsErrorAndCanBeRestartedOnceMended() {
        Account account = console.testBank().current(1_000_00);
        balanceMoved(account, 1);
        long run = operations.start(RunningConsole.OLGA, "close", Map.of());
        browser.driver().get(console.url("/console/jobs/runs/" + run));
        browser.awaitText("#status", "Failed");
        browser.find("details summary").click();
        browser.awaitText("details pre", "BooksBrokenException");

        balanceMoved(account, -1);
        browser.press("r");
        browser.awaitText("#confirm-question", "Go on with run " + run);
        browser.press(Keys.ENTER);
        browser.awaitText("[role=status]", "goes on");
        browser.awaitText("#status", "Completed");
        browser.awaitText("table", "run " + run);
        browser.driver().get(console.url("/console/jobs/runs/" + run));
        browser.awaitText("main", "A later run for this business date: run " + newest().id());
        assertThat(browser.driver().findElements(By.cssSelector("button[name=action]")))
                .isEmpty();
    }

    private void balanceMoved(Account account, long byMinor) {
        console.bank()
                .jdbc()
                .sql("update account set balance_minor = balance_minor + :by where id = :id")
                .param("by", byMinor)
                .param("id", account.id())
                .update();
    }

    @Test
    void aRunOfADeadProcessIsRecovered() {
        long run = operations.start(RunningConsole.OLGA, "verify", Map.of());
        nothingRuns();
        console.bank()
                .jdbc()
                .sql("update batch_job_execution set status = 'STARTED', end_time = null where job_execution_id = :id")
                .param("id", run)
                .update();
        browser.driver().get(console.url("/console/jobs/runs/" + run));

        browser.press("v");
        browser.awaitText("#confirm-question", "Mark run " + run + " of verify as failed");
        browser.press(Keys.ENTER);

        browser.awaitText("[role=status]", "It is marked as failed and can be restarted.");
        browser.awaitText("#status", "Failed");
    }

    @Test
    void aRefusedActionIsToldWithItsReason() {
        LocalDate closed = day();
        browser.driver().get(console.url("/console/jobs"));
        // Another operator closes the day between the page and the answer.
        operations.closeUntil(RunningConsole.OLGA, closed, run -> {});
        browser.driver()
                .executeScript("const form = document.getElementById('start-close').form;"
                        + "form.elements.businessDate.value = '" + closed + "';"
                        + "document.getElementById('start-close').click();");
        browser.awaitText("#confirm-question", "Close the business date");
        browser.press(Keys.ENTER);

        browser.awaitText("[role=alert]", closed + " is closed already. Nothing was changed.");
        assertThat(day()).isEqualTo(closed.plusDays(1));
    }

    @Test
    void whatCouldNotBeDoneIsListed() {
        Account poor = console.testBank().current(10_00);
        Account other = console.testBank().current(0);
        new ScheduledTransfers(console.bank()).add(poor.id(), other.id(), 25_00, "USD", day(), "Rent");
        operations.closeUntil(RunningConsole.OLGA, day(), run -> {});

        browser.driver().get(console.url("/console/jobs"));

        browser.awaitText("main", "for a person");
        browser.find("#exceptions").click();
        browser.awaitText("main", "25.00 USD");
        browser.awaitText("main", "Insufficient funds");
    }

    @Test
    void thePagesFitPhoneAndLaptopWithoutAComplaint() throws SQLException {
        Account poor = console.testBank().current(10_00);
        Account savings = console.testBank().account("savings", 250_000_00);
        ScheduledTransfers transfers = new ScheduledTransfers(console.bank());
        transfers.add(poor.id(), savings.id(), 25_00, "USD", day(), "Rent");
        transfers.add(savings.id(), poor.id(), 1_234_56, "USD", day(), "Groceries");
        operations.closeUntil(RunningConsole.OLGA, day(), run -> {});
        long completed = newest().id();
        balanceMoved(poor, 1);
        long failed = operations
                .closeUntil(RunningConsole.OLGA, day(), run -> {})
                .get(0)
                .id();
        browser.complaints();
        for (String path : List.of("jobs", "jobs/runs/" + completed, "jobs/runs/" + failed)) {
            browser.driver().get(console.url("/console/" + path));
            browser.driver().findElements(By.cssSelector("details summary")).forEach(WebElement::click);
            browser.shoot("console-"
                    + path.replace("/" + completed, "-completed")
                            .replace("/" + failed, "-failed")
                            .replace('/', '-'));
        }
        balanceMoved(poor, -1);
        operations.await(operations.restart(RunningConsole.OLGA, failed));
        Connection hold = hold();
        try {
            long running = operations.start(RunningConsole.OLGA, "close", Map.of());
            browser.driver().get(console.url("/console/jobs/runs/" + running));
            browser.shoot("console-jobs-runs-running");
            browser.driver().get(console.url("/console"));
            browser.shoot("console-after-close");
        } finally {
            letGo(hold);
        }
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    void anAnalystMayNotSeeJobs() {
        browser.driver().manage().deleteAllCookies();
        browser.signIn(console, "ann", console.analystPassword);

        browser.driver().get(console.url("/console/jobs"));

        browser.awaitText("h1", "Not allowed");
    }
}
