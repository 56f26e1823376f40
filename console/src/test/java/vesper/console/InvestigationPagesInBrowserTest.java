package vesper.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import vesper.bank.account.Account;
import vesper.bank.audit.Actor;
import vesper.bank.audit.AuditSearch;
import vesper.bank.event.DecisionKind;
import vesper.bank.fraud.Investigation.Action;
import vesper.bank.fraud.Models;
import vesper.bank.fraud.RuleProposals.Answer;
import vesper.bank.payment.ReviewCases.State;
import vesper.bank.screening.FraudModel;
import vesper.console.Payments.Where;

/** Investigations in a real Chromium, by keyboard. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class InvestigationPagesInBrowserTest {
    private static final Actor BEN = new Actor(Actor.Kind.STAFF, "ben", "test");

    private static final Where PARIS = new Where(48.8566, 2.3522, "FR", "tablet-1", "212.27.48.10");
    private static final Where LONDON = new Where(51.5074, -0.1278, "GB", "laptop-7", "81.2.69.142");

    private RunningConsole console;
    private Browser browser;
    private Payments payments;

    @BeforeAll
    void open() {
        console = new RunningConsole();
        payments = new Payments(console.bank());
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
    void signedInAsAnAnalyst() {
        browser.driver().manage().deleteAllCookies();
        browser.size(1280, 800);
        browser.scheme("light");
        browser.signIn(console, "ann", console.analystPassword);
    }

    private long review(Account account, String card, long amountMinor, String merchant) {
        return review(account, card, amountMinor, merchant, new Where(null, null, null, null, null));
    }

    private long review(Account account, String card, long amountMinor, String merchant, Where where) {
        var payment = payments.record(account, card, amountMinor, merchant, DecisionKind.REVIEW, where);
        console.bank().investigations().gather();
        return console.bank()
                .jdbc()
                .sql("select id from review_case where payment_id = :payment")
                .param("payment", payment)
                .query(Long.class)
                .single();
    }

    private long of(long caseId) {
        return console.bank()
                .investigations()
                .search()
                .ofCase(caseId)
                .orElseThrow()
                .id();
    }

    private State state(long caseId) {
        return console.bank().cases().find(caseId).orElseThrow().state();
    }

    @Test
    void theCasesOfACustomerAreTakenLookedIntoAndDecidedByKeyboard() {
        Account ada = console.testBank().current(500_000_00);
        long first = review(ada, "4222222222222222", 912_34, "Bright Lamps Ltd");
        long second = review(ada, "4222222222222222", 77_00, "Old Harbour Books");
        long id = of(first);
        console.bank().investigations().note(id, Action.ESCALATED, "", BEN);
        browser.driver().get(console.url("/console/investigations"));
        browser.awaitText("h1", "Investigations");
        browser.press("n");
        browser.awaitText("#with", "ann");
        assertThat(browser.text("main"))
                .contains("Ada Nilsson", "912.34 USD", "77.00 USD", "Paid at night", "+41", "ending in 2222");

        browser.press("b");
        browser.awaitText("#confirm-question", "Block the cards");
        browser.press(Keys.ENTER);
        browser.awaitText("[role=status]", "1 card blocked.");
        browser.press("n");
        browser.press("Not her, she says");
        browser.press(Keys.ESCAPE);
        browser.press("c");
        browser.awaitText("[role=status]", "Kept.");
        browser.awaitText("#timeline", "Not her, she says");
        browser.press("d");
        browser.awaitText("h1", "Report of suspicious activity");
        assertThat(browser.find("#report").getDomProperty("value")).contains("Ada Nilsson", "Bright Lamps Ltd");
        browser.press("k");
        browser.awaitText("[role=status]", "The draft is kept.");
        browser.press("x");
        browser.awaitText("#confirm-question", "Reject the marked payments as fraud?");
        browser.press(Keys.ENTER);
        browser.awaitText("[role=status]", "2 cases rejected.");

        browser.awaitText("#state", "Closed");
        assertThat(List.of(state(first), state(second))).containsOnly(State.REJECTED);
        assertThat(console.bank().audit().search(AuditSearch.ofObject("investigation " + id), Long.MAX_VALUE, 50))
                .extracting(entry -> entry.event().action())
                .contains(
                        "investigation.assigned",
                        "investigation.look",
                        "investigation.card-blocked",
                        "investigation.called",
                        "investigation.sar-draft",
                        "investigation.rejected",
                        "investigation.closed")
                .allMatch(action -> action.startsWith("investigation."));
    }

    @Test
    void aFileIsAttachedAndComesOutWholeAsADownload(@TempDir Path folder) throws IOException {
        long id = of(review(console.testBank().current(500_000_00), "4888888888888888", 50_00, "Kite Works"));
        String page = console.url("/console/investigations/" + id);
        browser.driver().get(page);
        attach(folder, "her mail.html", "<script>alert('mine')</script>\n");
        browser.awaitText("[role=status]", "The file is kept.");
        assertThat(browser.text("#files")).contains("her mail.html", "TEXT", "31", "ann");
        attach(folder, "tool.pdf", "MZ\u0001");
        browser.awaitText("[role=alert]", "Only PDF, PNG, JPEG and plain text");
        attach(folder, "large.txt", "x".repeat(5 * 1024 * 1024 + 1));
        browser.awaitText("[role=alert]", "more than 5 MB");
        assertThat(console.bank().attachments().of(id)).hasSize(1);
        browser.shoot("console-investigation-file");

        String file = browser.find("#files a").getDomProperty("href");
        assertThat((List<?>) browser.driver().executeAsyncScript("""
                const done = arguments[1];
                fetch(arguments[0]).then(async r => done([r.status, await r.text(), r.headers.get('content-type'),
                    r.headers.get('content-disposition'), r.headers.get('x-content-type-options'),
                    r.headers.get('content-security-policy'), r.headers.get('cache-control')]));
                """, file))
                .satisfiesExactly(
                        status -> assertThat(status).isEqualTo(200L),
                        body -> assertThat(body).isEqualTo("<script>alert('mine')</script>\n"),
                        type -> assertThat(type).isEqualTo("text/plain;charset=UTF-8"),
                        name -> assertThat(name.toString())
                                .startsWith("attachment;")
                                .contains("her%20mail.html"),
                        sniffing -> assertThat(sniffing).isEqualTo("nosniff"),
                        policy -> assertThat(policy).isEqualTo("default-src 'none'; sandbox"),
                        cache -> assertThat(cache.toString()).contains("no-store"));
        assertThat(console.bank().audit().search(AuditSearch.ofObject("investigation " + id), Long.MAX_VALUE, 9))
                .extracting(entry -> entry.event().action())
                .contains("investigation.attached", "investigation.attachment-taken");
    }

    private void attach(Path folder, String name, String content) throws IOException {
        Path file = Files.writeString(folder.resolve(name), content);
        browser.find("#file").sendKeys(file.toString());
        browser.find("button[form=attach]").click();
    }

    @Test
    void whatAnotherWorksOnIsLeftAloneUntilItIsTaken() {
        long file = review(console.testBank().current(500_000_00), "4333333333333333", 50_00, "Kite Works");
        console.bank().investigations().take(of(file), BEN);
        browser.driver().get(console.url("/console/investigations/" + of(file)));
        browser.press("e");
        browser.awaitText("[role=alert]", "Another analyst works on it");
        browser.press("t");
        browser.awaitText("#with", "ann");
        browser.press("e");
        browser.awaitText("[role=status]", "Escalated.");
        assertThat(console.bank().investigations().search().steps(of(file)))
                .extracting(step -> step.action())
                .containsExactly(Action.ESCALATED, Action.ASSIGNED, Action.ASSIGNED);
    }

    @Test
    void aHighAmountIsProposedAndDecidedByAnother() {
        long file = review(console.testBank().current(90_000_00), "4444444444444444", 20_000_00, "Yachts & Co");
        browser.driver().get(console.url("/console/investigations/" + of(file)));
        browser.press("r");
        browser.awaitText("#confirm-question", "Release");
        browser.press(Keys.ENTER);
        browser.awaitText("[role=status]", "1 case proposed");
        assertThat(state(file)).isEqualTo(State.OPEN);
        browser.awaitText("main", "Released proposed by ann");
        console.bank().investigations().decide(file, true, "", BEN);
        assertThat(state(file)).isEqualTo(State.RELEASED);
    }

    @Test
    void aModelIsProposedByOneAndPutInForceByAnother() {
        String text = FraudModel.standard().text();
        String version = "trained-2023-06-05";
        FraudModel model = FraudModel.of(
                version,
                1,
                0,
                Map.of("average_precision", "0.8123", "trained_from", "2022-05-15", "trained_until", "2023-05-15"),
                text.substring(text.indexOf("\n\n") + 2));
        console.bank().models().challenge(model, Actor.system("train-model"));
        browser.driver().get(console.url("/console/models"));
        assertThat(browser.text("main")).contains(version, "Challenges", "0.8123");
        browser.find("button[value=PROPOSE]").click();
        browser.awaitText("#confirm-question", "Propose to put " + version);
        browser.press(Keys.ENTER);
        browser.awaitText("[role=status]", "Another analyst has to approve it.");
        browser.find("button[value=APPROVE]").click();
        browser.awaitText("#confirm-question", "Put " + version);
        browser.press(Keys.ENTER);
        browser.awaitText("[role=alert]", "You proposed it");
        browser.shoot("console-models");
        assertThat(console.bank().models().approve(version, BEN)).isEqualTo(Models.Answer.DONE);
        browser.driver().get(console.url("/console/models"));
        browser.awaitText("#in-force", version);
    }

    @Test
    void aRuleIsWrittenCheckedTriedAndPutInForceByAnother() {
        payments.record(
                console.testBank().current(500_000_00),
                "4777777777777777",
                5_555_55,
                "Kite Works",
                DecisionKind.APPROVE);
        browser.driver().get(console.url("/console/rules"));
        browser.awaitText("#in-force", "standard-5");
        browser.press("n");
        browser.awaitText("h1", "New rule");
        write("code", "much-at-once");
        write("owner", "ann");
        write("when", "amuont >= 500000.0");
        write("reason", "{amount} at once");
        write("hit", "amount = 500000");
        write("miss", "amount = 499999");
        browser.find("button[value=CHECK]").click();
        browser.awaitText("[role=alert]", "amuont");
        write("when", "amount >= 500000.0");
        browser.find("button[value=CHECK]").click();
        browser.awaitText("#hits", "it hits");
        assertThat(browser.complaints()).isEmpty();
        browser.shoot("console-rule");
        browser.find("button[value=PROPOSE]").click();
        browser.awaitText("h1", "standard-6");
        assertThat(browser.text("#changes")).contains("much-at-once", "amount >= 500000.0");
        browser.press("b");
        browser.awaitText("#t-backtest", "Back-test");
        assertThat(browser.text("#backtest")).contains("much-at-once", "Alerts a day");
        assertThat(browser.text("main")).contains("another analyst has to put it in force");
        browser.shoot("console-rule-proposal");
        var proposals = console.bank().ruleProposals();
        assertThat(proposals.approve(proposals.open().get(0).id(), BEN)).isEqualTo(Answer.DONE);
        browser.driver().get(console.url("/console/rules"));
        browser.awaitText("#in-force", "standard-6");
        assertThat(browser.text("main")).contains("much-at-once");
        browser.shoot("console-rules");
        merchantIsBlockedAtOnceAndAnotherProposedToBeAllowed();
        ruleIsProposedToBeSilentForACustomer();
        assertThat(browser.complaints()).isEmpty();
    }

    private void merchantIsBlockedAtOnceAndAnotherProposedToBeAllowed() {
        browser.press("l");
        browser.awaitText("h1", "Lists");
        String soon =
                java.time.LocalDate.now(java.time.ZoneOffset.UTC).plusDays(30).toString();
        list("block", "No such country", "COUNTRY", soon);
        browser.awaitText("[role=alert]", "a country is two letters");
        list("block", "Bad Shop", "MERCHANT", soon);
        browser.awaitText("[role=status]", "In force within seconds.");
        assertThat(browser.text("#entries")).contains("Block", "Bad Shop", "closed by the police", soon);
        assertThat(console.bank().ruleProposals().inForce().lists().entries()).hasSize(1);
        browser.shoot("console-rule-lists");
        list("allow", "Good Shop", "MERCHANT", soon);
        browser.awaitText("[role=status]", "Proposed.");
        assertThat(browser.text("#changes")).contains("allow merchant Good Shop until " + soon);
        browser.find("button[value=REFUSE]").click();
        browser.awaitText("#confirm-question", "Let this proposal go?");
        browser.press(Keys.ENTER);
        browser.awaitText("[role=status]", "The proposal is gone.");
    }

    /** Of the customer, whose account is only how the customer is named. */
    private void ruleIsProposedToBeSilentForACustomer() {
        Account ada = console.testBank().current(0);
        browser.driver().get(console.url("/console/rules/lists"));
        new org.openqa.selenium.support.ui.Select(browser.find("#snooze [name=rule]")).selectByValue("burst-hour");
        browser.find("#snooze [name=account]").sendKeys(ada.number());
        String until =
                java.time.LocalDate.now(java.time.ZoneOffset.UTC).plusDays(3).toString();
        browser.driver().executeScript("document.querySelector('#snooze [name=until]').value = arguments[0]", until);
        browser.find("#snooze button").click();
        browser.awaitText("[role=status]", "Proposed.");
        assertThat(browser.text("#changes"))
                .contains("snooze burst-hour for customer " + ada.customerId() + " until " + until);
    }

    private void list(String list, String value, String kind, String until) {
        new org.openqa.selenium.support.ui.Select(browser.find("#entry [name=list]")).selectByValue(list);
        new org.openqa.selenium.support.ui.Select(browser.find("#entry [name=kind]")).selectByValue(kind);
        for (Map.Entry<String, String> field :
                Map.of("value", value, "reason", "closed by the police").entrySet()) {
            browser.find("#entry [name=" + field.getKey() + "]").clear();
            browser.find("#entry [name=" + field.getKey() + "]").sendKeys(field.getValue());
        }
        browser.driver().executeScript("document.querySelector('#entry [name=until]').value = arguments[0]", until);
        browser.find("#entry button").click();
        browser.awaitText("#confirm-question", "Change the list?");
        browser.press(Keys.ENTER);
    }

    private void write(String field, String value) {
        browser.find("#" + field).clear();
        browser.find("#" + field).sendKeys(value);
    }

    @Test
    void pagesFitPhoneAndLaptop() {
        Account grace = console.testBank().current(500_000_00);
        long file =
                review(grace, "4555555555555555", 4_321_09, "A merchant with quite a long name, of Port Amity", PARIS);
        review(grace, "4555555555555555", 12_00, "Corner Bakery", PARIS);
        for (int i = 0; i < 4; i++) {
            payments.record(grace, "4555555555555555", 20_00 + i, "Corner Bakery", DecisionKind.APPROVE, LONDON);
        }
        review(
                console.testBank().current(500_000_00),
                "4666666666666666",
                99_00,
                "A merchant with quite a long name, of Port Amity",
                PARIS);
        review(console.testBank().current(500_000_00), "4999999999999999", 9_00, "Elsewhere", PARIS);
        console.bank()
                .investigations()
                .note(of(file), Action.NOTE, "The customer is abroad until Friday.\nCall then.", BEN);
        console.bank()
                .disputes()
                .confirm(console.bank().cases().find(file).orElseThrow().paymentId(), true, Instant.now());
        for (String path : List.of(
                "/console/investigations",
                "/console/investigations/statistics",
                "/console/investigations/" + of(file),
                "/console/investigations/" + of(file) + "/report",
                "/console/review/" + file)) {
            browser.driver().get(console.url(path));
            browser.shoot(path.substring(1).replaceAll("[0-9]+", "one").replace('/', '-'));
        }
        browser.driver().get(console.url("/console/investigations/" + of(file)));
        assertThat(browser.text("main")).contains("The customer says: it was me");
        assertThat(browser.text("#devices"))
                .contains("tablet-1", "212.27.48.10", "FR", "laptop-7", "81.2.69.142", "GB");
        assertThat(browser.driver().findElements(By.cssSelector("#map circle"))).hasSize(2);
        assertThat(browser.driver().findElements(By.cssSelector("#map circle.doubted")))
                .hasSize(1);
        assertThat(browser.driver().findElements(By.cssSelector("#graph a")))
                .as("two other customers")
                .hasSize(2);
        assertThat(browser.driver().findElements(By.cssSelector("#graph line")))
                .as("three shared things")
                .hasSize(3 + 5);
        assertThat(browser.complaints()).isEmpty();
    }
}
