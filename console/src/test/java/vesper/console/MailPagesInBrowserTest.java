package vesper.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.YearMonth;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import vesper.bank.TestBank;
import vesper.bank.account.Account;
import vesper.bank.account.Accounts;
import vesper.reporting.document.Document;
import vesper.reporting.document.DocumentPreference;
import vesper.reporting.mail.Delivery;
import vesper.reporting.mail.MailState;
import vesper.reporting.mail.OutboxMail;
import vesper.reporting.privacy.DataRequests;
import vesper.reporting.statement.DocumentKind;
import vesper.reporting.statement.Period;

/** The mail outbox in a real Chromium. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MailPagesInBrowserTest {
    private static final Period MONTH = Period.of(YearMonth.from(TestBank.DAY));

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

    @BeforeEach
    void emptyOutboxAndOperatorOnALaptop() {
        console.bank().jdbc().sql("truncate mail_outbox, mail_queue").update();
        console.bank().jdbc().sql("delete from letter").update();
        console.bank().jdbc().sql("delete from letter_run").update();
        browser.driver().manage().deleteAllCookies();
        browser.size(1280, 800);
        browser.signIn(console, "olga", console.operatorPassword);
    }

    /** The mail with the statement of a new account. */
    private long mail(String address) {
        long customer = console.bank()
                .customers()
                .register(null, "Grace Okafor", address, "2 Quay Street\nPort Amity", "en")
                .id();
        Account account = console.bank()
                .accounts()
                .open(new Accounts.Opening(customer, "current", "USD", 0, "Current account", TestBank.DAY));
        console.reporting().statementRun().renderAndQueue(List.of(account.id()), MONTH, TestBank.DAY);
        UUID document = Document.id(DocumentKind.STATEMENT, account.id(), MONTH);
        return console.bank()
                .jdbc()
                .sql("select id from mail_outbox where document_id = :document")
                .param("document", document)
                .query(Long.class)
                .single();
    }

    private void set(long mail, MailState state, String error) {
        console.bank()
                .jdbc()
                .sql("""
                        with ended as (delete from mail_queue where mail_id = :id)
                        update mail_outbox set state = :state, last_error = :error, attempts = 3,
                               sent_at = case when :state in ('SENT', 'BOUNCED') then clock_timestamp() end
                         where id = :id
                        """)
                .param("state", state.name())
                .param("error", error)
                .param("id", mail)
                .update();
    }

    private OutboxMail read(long mail) {
        return console.reporting().mailOutbox().list(null, mail + 1, 1).get(0);
    }

    private void sendAgain() {
        browser.focus("td.action button");
        browser.press(Keys.ENTER);
        browser.awaitText("#confirm-question", "to the address that the customer has now?");
        browser.press(Keys.ENTER);
    }

    @Test
    void aMailThatWasGivenUpIsSentAgainAndItsAddressStaysHidden() {
        long mail = mail("grace.okafor@customer.example");
        set(mail, MailState.FAILED, "550 5.1.1 <grace.okafor@customer.example>: no such user");

        browser.press("g", "m");
        browser.awaitText("h1", "Mail");
        assertThat(browser.text("main"))
                .contains("g***@customer.example", "550 5.1.1 <g***@customer.example>: no such user");
        assertThat(browser.driver().getPageSource()).doesNotContain("okafor@");
        sendAgain();

        browser.awaitText("[role=status]", "Mail " + mail + " is queued again.");
        assertThat(read(mail).state()).isEqualTo(MailState.QUEUED);
        assertThat(read(mail).attempts()).isZero();
    }

    @Test
    void aMailWithoutAnAddressIsNotSentAgainUntilTheCustomerHasOne() {
        long mail = mail(null);
        browser.driver().get(console.url("/console/mail?state=NO_ADDRESS"));
        sendAgain();
        browser.awaitText("[role=alert]", "still has no usable address. Nothing was changed.");

        console.bank()
                .jdbc()
                .sql("update customer set email = 'grace@customer.example' where id = :id")
                .param("id", read(mail).customerId())
                .update();
        sendAgain();
        browser.awaitText("[role=status]", "Mail " + mail + " is queued again.");
        assertThat(read(mail).recipient()).isEqualTo("grace@customer.example");
    }

    @Test
    @SuppressWarnings("unchecked")
    void lettersAreTakenToThePrinterOnceAndTheirFileStays() {
        letter();
        letter();
        browser.driver().get(console.url("/console/mail"));
        browser.press("b");
        browser.awaitText("h1", "Letters");
        assertThat(browser.text("#waiting")).isEqualTo("2");
        browser.complaints();
        browser.shoot("console-letters");
        browser.focus("form[action$=letters] button");
        browser.press(Keys.ENTER);
        browser.awaitText("#confirm-question", "to the printer?");
        browser.press(Keys.ENTER);

        browser.awaitText("[role=status]", "has 2 letters. Print its file.");
        assertThat(browser.text("#waiting")).isEqualTo("0");
        browser.shoot("console-letters-taken");
        assertThat(browser.complaints()).isEmpty();
        long run = console.reporting().letters().runs(1).get(0).id();
        String address = console.url("/console/mail/letters/" + run);
        assertThat((Map<String, Object>) fetch(address))
                .containsEntry("status", 200L)
                .containsEntry("type", "application/zip")
                .containsEntry("disposition", "attachment; filename=\"letters_" + run + ".zip\"");
        assertThat((Map<String, Object>) fetch(address + "0")).containsEntry("status", 404L);
    }

    @Test
    void whatCannotBeMailedIsPrintedInstead() {
        long mail = mail(null);
        browser.driver().get(console.url("/console/mail?state=NO_ADDRESS"));
        browser.focus("form[action$=paper] button");
        browser.press(Keys.ENTER);
        browser.awaitText("#confirm-question", "Print and post the document of mail " + mail);
        browser.press(Keys.ENTER);
        browser.awaitText("[role=status]", "is among the letters to be printed.");
        assertThat(read(mail).state()).isEqualTo(MailState.ON_PAPER);
        assertThat(console.reporting().letters().waiting()).isEqualTo(1);
        assertThat(browser.driver().findElements(By.cssSelector("form[action$=paper]")))
                .isEmpty();
    }

    /** A document that is to be printed. */
    private void letter() {
        long mail = mail("grace@customer.example");
        console.reporting()
                .documentPreferences()
                .set(read(mail).customerId(), new DocumentPreference("en", Delivery.ATTACHMENT, false, true));
        console.reporting().letters().enqueue(List.of(read(mail).documentId()));
    }

    @Test
    void theListIsFilteredByStateAndPaged() {
        for (int i = 0; i < 7; i++) {
            mail("grace" + i + "@customer.example");
        }
        set(mail("last@customer.example"), MailState.SENT, null);

        browser.driver().get(console.url("/console/mail"));
        assertThat(browser.text("#count-QUEUED")).isEqualTo("7");
        assertThat(browser.driver().findElements(By.cssSelector("tbody tr"))).hasSize(5);
        browser.press(".");
        browser.awaitText("tbody tr:nth-child(3)", "g***@customer.example");
        assertThat(browser.driver().findElements(By.cssSelector("tbody tr"))).hasSize(3);
        browser.driver().get(console.url("/console/mail?state=SENT"));
        assertThat(browser.driver().findElements(By.cssSelector("tbody tr"))).hasSize(1);
        assertThat(browser.text("tbody")).contains("l***@customer.example");
    }

    @Test
    @SuppressWarnings("unchecked")
    void theDocumentIsServedAsItWasIssuedAndToOperatorsOnly() {
        String address = console.url("/console/mail/" + mail("grace@customer.example") + "/document");

        Map<String, Object> answer = (Map<String, Object>) fetch(address);
        assertThat(answer)
                .containsEntry("status", 200L)
                .containsEntry("type", "application/pdf")
                .containsEntry("start", "%PDF-");
        assertThat((String) answer.get("disposition")).startsWith("inline; filename=\"statement_");
        assertThat((String) answer.get("cache")).contains("no-store");

        browser.driver().manage().deleteAllCookies();
        browser.signIn(console, "ann", console.analystPassword);
        assertThat((Map<String, Object>) fetch(address)).containsEntry("status", 403L);
    }

    private Object fetch(String address) {
        return browser.driver().executeAsyncScript("""
                        const done = arguments[1];
                        fetch(arguments[0]).then(answer => answer.text().then(text => done({
                          status: answer.status,
                          type: answer.headers.get('content-type'),
                          disposition: answer.headers.get('content-disposition'),
                          cache: answer.headers.get('cache-control'),
                          start: text.substring(0, 5)})));
                        """, address);
    }

    @Test
    void thePagesFitPhoneAndLaptopWithoutAComplaint() {
        set(mail("grace@customer.example"), MailState.SENT, null);
        mail("a.very.long.name.of.a.customer@a-domain-with-a-long-name.customer.example");
        mail(null);
        set(
                mail("grace@customer.example"),
                MailState.FAILED,
                "550 5.1.1 <grace@customer.example>: Recipient address rejected: User unknown in virtual mailbox table");
        set(mail("bo@customer.example"), MailState.QUEUED, "451 4.7.1 greylisted, try again later");
        set(
                mail("gone@customer.example"),
                MailState.BOUNCED,
                "5.1.1 smtp; 550 5.1.1 <gone@customer.example>: no such user");
        DataRequests requests = console.reporting().dataRequests();
        long request = requests.take(console.testBank().current(1).customerId(), "olga", TestBank.DAY)
                .orElseThrow()
                .id();
        requests.gather(request, "night");
        browser.complaints();

        browser.driver().get(console.url("/console/mail"));
        browser.shoot("console-mail");
        assertThat(browser.text("tbody tr")).contains("What we hold on you is ready");
        assertThat(browser.find("tbody tr a[data-row]").getDomAttribute("href"))
                .isEqualTo("/console/data-requests/" + request);
        browser.driver().get(console.url("/console/mail?state=SENT"));
        browser.shoot("console-mail-empty");

        assertThat(browser.complaints()).isEmpty();
    }
}
