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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.support.ui.Select;
import vesper.bank.TestBank;
import vesper.bank.account.Account;
import vesper.reporting.document.Document;
import vesper.reporting.document.DocumentPreference;
import vesper.reporting.mail.Delivery;
import vesper.reporting.mail.MailState;
import vesper.reporting.mail.OutboxMail;
import vesper.reporting.statement.DocumentKind;
import vesper.reporting.statement.Period;

/** The documents of an account in a real Chromium. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DocumentPagesInBrowserTest {
    private static final Period MONTH = Period.of(YearMonth.from(TestBank.DAY));

    private RunningConsole console;
    private Browser browser;
    private Account account;

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
    void operatorOnALaptopAndAnAccountWithAStatement() {
        account = console.testBank().current(1234_56);
        console.reporting().statementRun().renderAndQueue(List.of(account.id()), MONTH, TestBank.DAY);
        browser.driver().manage().deleteAllCookies();
        browser.size(1280, 800);
        browser.signIn(console, "olga", console.operatorPassword);
    }

    private String path() {
        return "/console/documents/" + account.number();
    }

    private OutboxMail mail() {
        return console.reporting()
                .mailOutbox()
                .ofAccount(account.id())
                .get(Document.id(DocumentKind.STATEMENT, account.id(), MONTH));
    }

    private void sent() {
        console.bank().jdbc().sql("""
                        with ended as (delete from mail_queue where mail_id = :id)
                        update mail_outbox set state = 'SENT', sent_at = clock_timestamp() where id = :id
                        """).param("id", mail().id()).update();
    }

    @Test
    void aDocumentThatWasSentIsSentOnceMore() {
        browser.driver().get(console.url("/console/accounts/" + account.number()));
        browser.press("d");
        browser.awaitText("h1", "Documents");
        assertThat(browser.text("tbody")).contains("2023-06-01 to 2023-06-30", "Queued");
        assertThat(browser.driver().findElements(By.cssSelector("td.action button")))
                .as("on its way")
                .isEmpty();

        sent();
        String first = mail().messageId();
        browser.driver().navigate().refresh();
        browser.focus("td.action button");
        browser.press(Keys.ENTER);
        browser.awaitText("#confirm-question", "2023-06-30 once more");
        browser.press(Keys.ENTER);
        browser.awaitText("[role=status]", "The document is queued once more.");
        assertThat(mail().state()).isEqualTo(MailState.QUEUED);
        assertThat(mail().messageId()).isNotEqualTo(first);
    }

    @Test
    void howDocumentsComeIsSetAndKept() {
        browser.driver().get(console.url(path()));
        new Select(browser.find("select[name=language]")).selectByValue("fr");
        new Select(browser.find("select[name=delivery]")).selectByValue("LINK");
        browser.find("form[action$=preference] input[name=accessible]").click();
        browser.find("input[name=country]").sendKeys("XX");
        browser.find("form[action$=preference] button").click();
        browser.awaitText("[role=alert]", "A country is two capital letters");
        assertThat(console.reporting().documentPreferences().of(account.customerId()))
                .isEqualTo(new DocumentPreference("en", Delivery.ATTACHMENT, false, false));

        new Select(browser.find("select[name=language]")).selectByValue("fr");
        new Select(browser.find("select[name=delivery]")).selectByValue("LINK");
        browser.find("form[action$=preference] input[name=accessible]").click();
        browser.find("input[name=paper]").click();
        browser.find("input[name=country]").sendKeys("DE");
        browser.find("form[action$=preference] button").click();
        browser.awaitText("[role=status]", "From now on documents come like that.");
        assertThat(console.reporting().documentPreferences().taxResidence(account.customerId()))
                .contains("DE");
        assertThat(console.reporting().documentPreferences().of(account.customerId()))
                .isEqualTo(new DocumentPreference("fr", Delivery.LINK, true, true));
        assertThat(new Select(browser.find("select[name=language]"))
                        .getFirstSelectedOption()
                        .getText())
                .isEqualTo("fr");
    }

    @Test
    void aPasswordThatACustomerForgotIsRemoved() {
        browser.driver().get(console.url(path()));
        assertThat(browser.driver().findElements(By.id("unlock"))).isEmpty();
        console.reporting().documentPreferences().setPassword(account.customerId(), "correct horse");
        browser.driver().navigate().refresh();
        browser.shoot("documents");
        browser.find("#unlock button").click();
        browser.awaitText("[role=status]", "attachments open without a password");
        assertThat(console.reporting().documentPreferences().hasPassword(account.customerId()))
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "PDF,application/pdf,%PDF-",
        "CSV,text/csv;charset=UTF-8,accou",
        "MT940,text/plain;charset=US-ASCII,:20:"
    })
    @SuppressWarnings("unchecked")
    void aStatementOfAnyDaysComesInTheFormatAskedFor(String format, String type, String start) {
        Map<String, Object> answer = (Map<String, Object>)
                fetch(console.url(path() + "/statement?from=2023-06-05&to=2023-06-05&format=" + format));
        assertThat(answer).containsEntry("status", 200L);
        assertThat((String) answer.get("type")).isEqualToIgnoringCase(type);
        assertThat((String) answer.get("start")).startsWith(start);
    }

    @Test
    @SuppressWarnings("unchecked")
    void documentsAreThoseOfTheAccountAndForOperatorsOnly() {
        UUID document = Document.id(DocumentKind.STATEMENT, account.id(), MONTH);
        Account other = console.testBank().current(1);
        assertThat((Map<String, Object>) fetch(console.url(path() + "/" + document)))
                .containsEntry("status", 200L)
                .containsEntry("start", "%PDF-");
        assertThat((Map<String, Object>) fetch(console.url("/console/documents/" + other.number() + "/" + document)))
                .containsEntry("status", 404L);

        browser.driver().get(console.url(path() + "/statement?from=2023-06-30&to=2023-06-01&format=PDF"));
        browser.awaitText("[role=alert]", "The last day is before the first.");

        browser.driver().manage().deleteAllCookies();
        browser.signIn(console, "ann", console.analystPassword);
        assertThat((Map<String, Object>) fetch(console.url(path() + "/" + document)))
                .containsEntry("status", 403L);
    }

    private Object fetch(String address) {
        return browser.driver().executeAsyncScript("""
                        const done = arguments[1];
                        fetch(arguments[0]).then(answer => answer.text().then(text => done({
                          status: answer.status,
                          type: answer.headers.get('content-type'),
                          start: text.substring(0, 5)})));
                        """, address);
    }

    @Test
    void thePageFitsPhoneAndLaptopWithoutAComplaint() {
        sent();
        browser.complaints();
        browser.driver().get(console.url(path()));
        browser.shoot("console-documents");
        account = console.testBank().current(0);
        browser.driver().get(console.url(path()));
        browser.shoot("console-documents-none");
        assertThat(browser.complaints()).isEmpty();
    }
}
