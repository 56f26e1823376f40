package vesper.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import vesper.bank.TestBank;
import vesper.bank.account.Account;
import vesper.bank.account.LedgerCode;
import vesper.bank.deposit.TaxRates;
import vesper.bank.ledger.EntryKind;
import vesper.bank.ledger.EntryRequest;

/** The general ledger in a real Chromium, over a bank whose days a real close has closed. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LedgerPageInBrowserTest {
    private static final LocalDate FIRST = TestBank.DAY;

    private RunningConsole console;
    private Browser browser;

    @BeforeAll
    void open() {
        console = new RunningConsole();
        browser = new Browser();
        Account current = console.testBank().current(1_000_00);
        Account loan = console.testBank().account("loan", 0);
        move(loan.id(), current.id(), 250_00);
        move(current.id(), own(LedgerCode.INTEREST_INCOME), 3_00);
        close();
        move(own(LedgerCode.INTEREST_EXPENSE), current.id(), 1_25);
        browser.signIn(console, "olga", console.operatorPassword);
    }

    @AfterAll
    void end() {
        if (browser != null) {
            browser.close();
        }
        console.close();
    }

    private void move(long from, long to, long amountMinor) {
        LocalDate day = console.bank().businessDates().current().businessDate();
        console.bank()
                .ledger()
                .book(List.of(EntryRequest.move(
                        UUID.randomUUID(), EntryKind.TRANSFER, day, "", from, to, amountMinor, "USD", false)));
    }

    private long own(LedgerCode code) {
        return console.bank().accounts().ledgerAccount(code, "USD").id();
    }

    private void close() {
        console.operations().await(console.operations().start(RunningConsole.OLGA, "close", Map.of()));
        assertThat(console.bank().businessDates().current().businessDate()).isEqualTo(FIRST.plusDays(1));
    }

    @Test
    void aTaxRateIsProposedByOneAndApprovedByAnother() {
        browser.driver().get(console.url("/console/ledger"));
        browser.press("t");
        browser.awaitText("main", "nothing is kept back");
        propose("DE", "26.375");
        browser.awaitText("[role=alert]", "a rate is a number of percent");
        propose("XX", "26.37");
        browser.awaitText("[role=alert]", "a country is two capital letters");
        propose("DE", "26.37");
        browser.awaitText("[role=status]", "DE, version 1, is proposed");
        browser.driver().get(console.url("/console/tax-rates/DE/1"));
        browser.awaitText("main", "another person has to check it");
        assertThat(console.bank().taxRates().approved()).isEmpty();

        browser.driver().manage().deleteAllCookies();
        browser.signIn(console, "adam", console.adminPassword);
        browser.driver().get(console.url("/console/tax-rates"));
        browser.awaitText("#t-check ~ table", "olga");
        browser.driver().get(console.url("/console/tax-rates/DE/1"));
        browser.awaitText("table", "26.37 %");
        browser.shoot("console-tax-rate-proposal");
        browser.find("button[value=true]").click();
        browser.awaitText("[role=status]", "DE, version 1, counts");
        browser.shoot("console-tax-rates");
        assertThat(console.bank().taxRates().approved())
                .containsExactly(new TaxRates.Rate("DE", FIRST.plusDays(1), 2637));
        assertThat(browser.complaints()).isEmpty();

        browser.driver().manage().deleteAllCookies();
        browser.signIn(console, "olga", console.operatorPassword);
    }

    private void propose(String country, String percent) {
        browser.find("input[name=country]").clear();
        browser.find("input[name=country]").sendKeys(country);
        browser.find("input[name=percent]").clear();
        browser.find("input[name=percent]").sendKeys(percent);
        browser.find("main form.dates button").click();
    }

    @Test
    void thePageShowsTheLastCloseAndFitsLaptopAndPhone() {
        browser.size(1280, 800);
        browser.press("g", "b");
        browser.awaitText("h1", "General ledger");

        assertThat(browser.text("main"))
                .contains(
                        "Trial balance in USD",
                        "1010 Cash and balances at other banks Asset 1,000.00",
                        "Total 1,250.00 1,250.00")
                .contains("Assets 1,250.00", "Liabilities and equity 1,250.00", "Result so far 3.00", "Profit 3.00")
                .doesNotContain("not closed yet", "Interest expense");
        browser.shoot("ledger");
    }

    @Test
    void aDateThatIsOpenSaysSo() {
        browser.size(1280, 800);
        browser.driver().get(console.url("/console/ledger?date=" + FIRST.plusDays(1) + "&from=" + FIRST.plusDays(1)));

        assertThat(browser.text("main")).contains("not closed yet", "5010 Interest expense 1.25", "Loss -1.25");
        browser.driver().get(console.url("/console/ledger?date=" + FIRST.minusDays(1)));
        assertThat(browser.text("main")).contains("Nothing is booked by then.");
    }

    @Test
    void theReportsAreThereAsCsv() throws Exception {
        assertThat(csv("trial-balance.csv")).isEqualTo("""
                        business_date,code,name,type,currency,debit,credit
                        2023-06-05,1010,Cash and balances at other banks,ASSET,USD,1000.00,0.00
                        2023-06-05,1110,Loans to customers,ASSET,USD,250.00,0.00
                        2023-06-05,2110,Current accounts,LIABILITY,USD,0.00,1247.00
                        2023-06-05,4010,Interest income,INCOME,USD,0.00,3.00
                        """.replace("\n", "\r\n"));
        assertThat(csv("balance-sheet.csv"))
                .contains(
                        "2023-06-05,liabilities,2110,Current accounts,USD,1247.00",
                        "2023-06-05,equity,,Result,USD,3.00");
        assertThat(csv("profit-and-loss.csv?from=2023-01-01"))
                .contains("2023-01-01/2023-06-05,income,4010,Interest income,USD,3.00", "result,,Result,USD,3.00");
    }

    private String csv(String report) throws Exception {
        String session = browser.driver().manage().getCookieNamed("JSESSIONID").getValue();
        HttpRequest request = HttpRequest.newBuilder(URI.create(console.url("/console/ledger/" + report)))
                .header("Cookie", "JSESSIONID=" + session)
                .build();
        HttpResponse<String> answer = HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
        assertThat(answer.headers().firstValue("Content-Security-Policy"))
                .hasValueSatisfying(policy -> assertThat(policy).contains("default-src 'none'"));
        assertThat(answer.headers().firstValue("Cross-Origin-Opener-Policy")).contains("same-origin");
        return answer.body();
    }
}
