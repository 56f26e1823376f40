package vesper.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;
import vesper.bank.account.Account;
import vesper.bank.account.AccountStatus;
import vesper.bank.event.DecisionKind;
import vesper.bank.event.EventCodec;
import vesper.bank.event.PaymentDecided;
import vesper.bank.event.Topics;
import vesper.bank.payment.ReviewCases.ReviewCase;
import vesper.bank.signin.SecondFactor;
import vesper.console.signin.StaffAccounts;

/** The console in a real Chromium. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PagesInBrowserTest {
    private RunningConsole console;
    private Browser browser;
    private Payments payments;
    private Account account;

    @BeforeAll
    void open() {
        console = new RunningConsole();
        payments = new Payments(console.bank());
        account = console.testBank().current(500_000_00);
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
    void signedOutOnALaptop() {
        browser.driver().manage().deleteAllCookies();
        browser.size(1280, 800);
        browser.scheme("light");
    }

    private long review(long amountMinor, String merchant) {
        var payment = payments.record(account, "4111111111111111", amountMinor, merchant, DecisionKind.REVIEW);
        return console.bank()
                .jdbc()
                .sql("select id from review_case where payment_id = :payment")
                .param("payment", payment)
                .query(Long.class)
                .single();
    }

    @Test
    void aWrongPasswordIsAnsweredOnTheForm() {
        browser.driver().get(console.url("/console"));
        browser.find("#username").sendKeys("ann");
        browser.find("#password").sendKeys("guess\n");

        browser.awaitText("[role=alert]", "Unknown user name or wrong password");
    }

    @Test
    void whoHasASecondFactorSeesNothingBeforeItIsGiven() {
        String password = new StaffAccounts(console.bank()).register("mia", Set.of(StaffAccounts.Role.ANALYST));
        browser.signIn(console, "mia", password);
        browser.driver().get(console.url("/console/sign-in/device"));
        browser.size(390, 844);
        browser.assertFits();
        String secret = browser.text("main code");
        browser.find("#code").sendKeys(SecondFactor.device(decoded(secret)).at(Instant.now()) + "\n");
        browser.awaitText("h1", "Your backup codes");
        List<String> codes = browser.driver().findElements(By.cssSelector("main li code")).stream()
                .map(WebElement::getText)
                .toList();
        assertThat(codes).hasSize(10);

        browser.driver().manage().deleteAllCookies();
        browser.driver().get(console.url("/console/sign-in"));
        browser.find("#username").sendKeys("mia");
        browser.find("#password").sendKeys(password + "\n");
        browser.awaitText("h1", "Your code");
        browser.driver().get(console.url("/console/review"));
        browser.awaitText("h1", "Your code");
        browser.driver().get(console.url("/console/sign-in/device"));
        browser.awaitText("h1", "Your code");
        browser.find("#code").sendKeys("000000\n");
        browser.awaitText("[role=alert]", "The code is wrong");
        browser.find("#code").sendKeys(codes.get(0) + "\n");
        browser.awaitText("h1", "Overview");

        browser.driver().manage().deleteAllCookies();
        browser.driver().get(console.url("/console/review"));
        browser.find("#username").sendKeys("mia");
        browser.find("#password").sendKeys(password + "\n");
        browser.awaitText("h1", "Your code");
        browser.find("#code").sendKeys(codes.get(0) + "\n");
        browser.awaitText("[role=alert]", "was used before");
        browser.find("#code").sendKeys(codes.get(1) + "\n");
        browser.awaitText("h1", "Review queue");

        String renewed = new StaffAccounts(console.bank()).register("mia", Set.of(StaffAccounts.Role.ANALYST));
        browser.driver().manage().deleteAllCookies();
        browser.signIn(console, "mia", renewed);
    }

    static byte[] decoded(String base32) {
        BigInteger number = BigInteger.ZERO;
        for (char c : base32.toCharArray()) {
            number = number.shiftLeft(5).or(BigInteger.valueOf(c >= 'A' ? c - 'A' : c - '2' + 26));
        }
        byte[] secret = new byte[20];
        byte[] bytes = number.toByteArray();
        int length = Math.min(20, bytes.length);
        System.arraycopy(bytes, bytes.length - length, secret, 20 - length, length);
        return secret;
    }

    @Test
    void theOverviewFollowsTheBankWithoutReload() {
        browser.signIn(console, "olga", console.operatorPassword);
        browser.driver().executeScript("window.sameDocument = true");
        int before = Integer.parseInt(browser.text("#booked").replace(",", ""));

        payments.record(account, "4111111111111111", 1_250, "Corner Bakery", DecisionKind.APPROVE);

        browser.awaitText("#booked", Integer.toString(before + 1));
        assertThat(browser.driver().executeScript("return window.sameDocument")).isEqualTo(true);
        assertThat(browser.find("#live").getDomAttribute("data-state")).isEqualTo("on");
    }

    @Test
    void aCaseIsReleasedByKeyboardAlone() throws Exception {
        long first = review(912_34, "Bright Lamps Ltd");
        long second = review(77_00, "Old Harbour Books");
        console.bank().cases().open(0, 100).stream()
                .map(ReviewCase::id)
                .filter(id -> id < first)
                .forEach(id -> console.bank().cases().reject(id, "adam", ""));
        browser.driver().get(console.url("/console/review"));
        browser.press("ann", Keys.TAB, console.analystPassword, Keys.ENTER);
        browser.awaitText("h1", "Review queue");

        browser.press("j", Keys.ENTER);
        browser.awaitText("h1", "Case " + first);
        assertThat(browser.text("main")).contains("912.34 USD", "Ada Nilsson", "ending in 1111", "Paid at night");
        browser.press("n");
        browser.press("Customer called: it was her");
        browser.press(Keys.ESCAPE);
        browser.press("r");
        browser.awaitText("#confirm-question", "Release the payment of 912.34 USD?");
        browser.press(Keys.ENTER);

        browser.awaitText("[role=status]", "Case " + first + " released: 912.34 USD.");
        browser.awaitText("h1", "Case " + second);
        ReviewCase decided = console.bank().cases().find(first).orElseThrow();
        assertThat(decided.decidedBy()).isEqualTo("ann");
        assertThat(decided.note()).isEqualTo("Customer called: it was her");
        List<byte[]> sent = console.outbox(Topics.DECIDED);
        PaymentDecided event = EventCodec.DECIDED.decode(sent.get(sent.size() - 1));
        assertThat(event.getPayment().getId()).isEqualTo(decided.paymentId());
        assertThat(event.getDecision()).isEqualTo(DecisionKind.APPROVE);
        assertThat(event.getDecidedBy()).isEqualTo("analyst:ann");
    }

    @Test
    void aConfirmationCanBeDeclined() {
        long id = review(55_00, "Kite Works");
        browser.signIn(console, "ann", console.analystPassword);
        browser.driver().get(console.url("/console/review/" + id));

        browser.press("x");
        browser.awaitText("#confirm-question", "Reject the payment of 55.00 USD?");
        browser.press(Keys.ESCAPE);

        assertThat(browser.driver().findElement(By.id("confirm")).isDisplayed()).isFalse();
        // The browser tells of the closed dialog a moment after it is gone.
        await().untilAsserted(() -> assertThat(
                        browser.driver().switchTo().activeElement().getText())
                .isEqualTo("Reject"));
        assertThat(console.bank().cases().find(id).orElseThrow().decidedBy()).isNull();
    }

    @Test
    void aDeadLetterIsSentAgain() {
        console.bank().deadLetters().keep(Topics.SUBMITTED, 1, 9, "k".getBytes(), "not avro".getBytes(), "no header");
        browser.signIn(console, "olga", console.operatorPassword);

        browser.press("g", "d");
        browser.awaitText("h1", "Dead letters");
        browser.press("j", Keys.ENTER);
        browser.awaitText("h1", "Dead letter ");
        browser.press("r");
        browser.awaitText("#confirm-question", "Send letter");
        browser.press(Keys.ENTER);

        browser.awaitText("[role=status]", "is on its way again");
        assertThat(console.outbox(Topics.SUBMITTED)).contains("not avro".getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void aDormantAccountIsWokenByAnOperatorWithAReason() {
        Account dormant = console.testBank().current(12_00);
        console.bank().accounts().setStatus(dormant.id(), AccountStatus.DORMANT);
        String page = console.url("/console/accounts/" + dormant.number());
        browser.signIn(console, "ann", console.analystPassword);
        browser.driver().get(page);
        assertThat(browser.driver().findElements(By.id("wake"))).isEmpty();
        browser.signIn(console, "olga", console.operatorPassword);
        browser.driver().get(page);

        browser.press("n");
        browser.press("Came with a passport");
        browser.press(Keys.ESCAPE);
        browser.press("w");
        browser.awaitText("#confirm-question", "Wake account " + dormant.number());
        browser.press(Keys.ENTER);

        browser.awaitText("[role=status]", "The account is open again.");
        assertThat(console.bank().accounts().byId(dormant.id()).orElseThrow().status())
                .isEqualTo(AccountStatus.OPEN);
    }

    @Test
    void theQuestionMarkListsTheShortcuts() {
        browser.signIn(console, "adam", console.adminPassword);

        browser.press("?");

        browser.awaitText("#keys", "Go to Review");
        browser.awaitText("#keys", "This list");
    }

    @Test
    void everyPageFitsPhoneAndLaptopWithoutAComplaint() {
        long open = review(4_321_09, "A merchant with quite a long name, of Port Amity");
        long decided = review(12_00, "Corner Bakery");
        console.bank().cases().release(decided, "ann", "Known merchant");
        for (int i = 0; i < 7; i++) {
            payments.record(account, "4111111111111111", 1_00 + i * 737, "Merchant " + i, DecisionKind.APPROVE);
        }
        console.bank()
                .deadLetters()
                .keep(
                        Topics.DECIDED,
                        2,
                        77,
                        "key".getBytes(),
                        ("{\"card\":\"4111 1111 1111 1111\",\"amount\":\"12.50\",\"merchant\":\"Kite Works\"}\n")
                                .repeat(3)
                                .getBytes(),
                        "not a PaymentDecided: the Avro header is missing");
        long letter = console.bank()
                .jdbc()
                .sql("select max(id) from dead_letter")
                .query(Long.class)
                .single();
        browser.driver().get(console.url("/console/sign-in"));
        browser.shoot("sign-in");
        browser.signIn(console, "adam", console.adminPassword);
        List<String> paths = new ArrayList<>(List.of(
                "/console",
                "/console/review",
                "/console/review/" + open,
                "/console/review/" + decided,
                "/console/dead-letters",
                "/console/dead-letters/" + letter,
                "/console/accounts?q=nilsson",
                "/console/accounts/" + account.number()));
        for (String path : paths) {
            browser.driver().get(console.url(path));
            browser.shoot(path.substring(1)
                    .replaceAll("[0-9]+$", path.endsWith("/" + decided) ? "decided" : "one")
                    .replaceAll("[?].*", "")
                    .replace('/', '-'));
        }
        assertThat(browser.complaints()).isEmpty();
        browser.driver().get(console.url("/console/nowhere"));
        browser.shoot("problem");
    }
}
