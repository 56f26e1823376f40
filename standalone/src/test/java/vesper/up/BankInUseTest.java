package vesper.up;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.ByteArrayInputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import vesper.bank.Bank;
import vesper.bank.account.Accounts;
import vesper.bank.account.LedgerCode;
import vesper.bank.audit.AuditSearch;
import vesper.bank.seal.SealKey;
import vesper.batch.BatchJobs;
import vesper.batch.transfers.ScheduledTransfers;
import vesper.cli.BankDatabase;
import vesper.cli.RulesCommand;
import vesper.cli.StaffCommand;
import vesper.home.Ports;
import vesper.inbox.Inbox;
import vesper.inbox.InboxMessage;
import vesper.night.JobsCommand;
import vesper.reporting.Reporting;
import vesper.reporting.document.DocumentPreference;
import vesper.reporting.mail.Delivery;
import vesper.reporting.statement.Period;

/** One bank that is up, and what its users do with the command, one after the other. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(OrderAnnotation.class)
class BankInUseTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String HEADER = "id,time,card,merchant,amount,currency\n";

    @TempDir
    private static Path folder;

    private final StringWriter told = new StringWriter();
    private Path home;
    private int port;
    private BankProcess bank;

    @BeforeAll
    void start() throws Exception {
        home = folder.resolve("home");
        port = Ports.anyFree().base();
        bank = BankProcess.up(home, port);
    }

    @AfterAll
    void kill() {
        bank.close();
    }

    @Test
    @Order(1)
    void aFileIsImportedAndItsBrokenRowsComeBackWithTheReason() throws Exception {
        Path file = folder.resolve("payments.csv");
        Files.writeString(
                file,
                HEADER + "p1,2026-11-02T10:00:00Z,4000000000000002,Corner Bakery,12.50,EUR\n"
                        + "p2,2026-11-02T10:05:00Z,4000000000000002,Corner Bakery,0.00,EUR\n"
                        + "p3,2026-11-02T10:06:00Z,4000000000000002,\"Kite, Works\",7.125,EUR\n"
                        + "p4,yesterday,4000000000000002,Kite Works,7.00,EUR\n"
                        + "p5,2026-11-02T10:07:00Z,4000000000000002,Kite Works,-3.00,EUR\n"
                        + "p6,2026-11-02T10:08:00Z,4000000000000002,Kite Works,3.00,XYZ\n"
                        + "p7,2026-11-02T10:09:00Z\n"
                        + "p8,2026-11-02T10:10:00Z,4000000000000002,Corner Bakery,2.00,EUR\n");

        BankProcess.Ended first = imported(file);
        BankProcess.Ended second = imported(file);

        assertThat(first.status()).isEqualTo(1);
        assertThat(first.text()).contains("8 rows: 2 accepted, 6 refused");
        assertThat(second.text()).contains("8 rows: 2 accepted, 6 refused");
        List<String> rejected = Files.readAllLines(folder.resolve("payments.csv.rejected.csv"));
        assertThat(rejected).hasSize(7);
        assertThat(rejected.get(0)).endsWith(",reason");
        assertThat(rejected).anySatisfy(row -> assertThat(row).contains("p7", "cells"));
        assertThat(rejected).anySatisfy(row -> assertThat(row).contains("p3", "Kite, Works", "amount"));
        assertThat(rejected).anySatisfy(row -> assertThat(row).contains("p4", "time"));
    }

    @Test
    @Order(2)
    void aFileWithAnotherHeaderIsRefusedWhole() throws Exception {
        Path file = folder.resolve("other.csv");
        Files.writeString(file, "id,when,card,merchant,amount\np1,2026-11-02T10:00:00Z,4000000000000002,B,1.00\n");

        assertThat(imported(file).status()).isEqualTo(3);
    }

    private BankProcess.Ended imported(Path file) throws InterruptedException {
        return BankProcess.run(home, "import", file.toString(), "--open-accounts", "100.00");
    }

    @Test
    @Order(3)
    void aDryRunMovesNothingAndTheCloseMovesTheDate() throws Exception {
        JsonNode plan = json(BankProcess.run(home, "close", "--dry-run", "--json"));
        LocalDate today = LocalDate.now(ZoneOffset.UTC);
        assertThat(plan.path("days").get(0).path("business_date").asString()).isEqualTo(today.toString());

        BankProcess.Ended close = BankProcess.run(home, "close", "--json");

        assertThat(close.status()).isZero();
        JsonNode day = json(close).path("days").get(0);
        assertThat(day.path("business_date").asString()).isEqualTo(today.toString());
        assertThat(day.path("status").asString()).isEqualTo("COMPLETED");
        JsonNode runs = json(BankProcess.run(home, "jobs", "list", "--json")).path("runs");
        assertThat(runs).hasSize(1);
        BankProcess.Ended shown =
                BankProcess.run(home, "jobs", "show", runs.get(0).path("id").asString());
        assertThat(shown.text()).contains("close of " + today + " COMPLETED", "proof-of-books");
        assertThat(BankProcess.run(
                                home, "jobs", "restart", runs.get(0).path("id").asString())
                        .status())
                .isEqualTo(3);
        assertThat(BankProcess.run(home, "jobs", "run", "verify").text()).contains("verify of", "COMPLETED");
        StringWriter nights = new StringWriter();
        assertThat(command(JobsCommand.class, nights, "nights")).isZero();
        assertThat(nights.toString())
                .contains(today + "  COMPLETED        run "
                        + runs.get(0).path("id").asString());
        assertThat(command(JobsCommand.class, nights, "nights", "--json")).isZero();
        assertThat(nights.toString()).contains("\"outcome\":\"COMPLETED\"");
        assertThat(command(JobsCommand.class, nights, "alerts", "--json")).isZero();
        assertThat(nights.toString()).endsWith("{\"alerts\":[]}\n");
    }

    @Test
    @Order(4)
    void theBooksAreReadFromOutside() throws Exception {
        JsonNode proof = json(BankProcess.run(home, "verify", "--json"));
        assertThat(proof.path("proof").asString()).isEqualTo("holds");
        assertThat(proof.path("sealed_days").asInt()).isOne();
        assertThat(proof.path("sealed_entries").asInt()).isPositive();
        JsonNode certificate = json(BankProcess.run(home, "certificates", "--json"));
        assertThat(JSON.readTree(certificate.path("certificate").asString())
                        .path("businessDate")
                        .asString())
                .isEqualTo(certificate.path("businessDate").asString());
        assertThat(BankProcess.run(home, "certificates").text())
                .contains(certificate.path("sha256").asString());
        Path stranger = Files.writeString(
                folder.resolve("other.pem"), SealKey.inMemory().publicKey().pem());
        BankProcess.Ended distrusted = BankProcess.run(home, "verify", "--public-key", stranger.toString());
        assertThat(distrusted.status()).isEqualTo(1);
        assertThat(distrusted.text()).contains("BROKEN", "no trusted key");
        BankProcess.Ended journal = BankProcess.run(home, "journal", "--format", "json");
        String account = journal.out().stream()
                .map(JSON::readTree)
                .filter(line -> line.path("kind").asString().equals("CARD_PAYMENT"))
                .map(line -> line.path("account").asString())
                .filter(number -> number.startsWith("GB"))
                .findFirst()
                .orElseThrow();
        JsonNode shown = json(BankProcess.run(home, "account", account, "--json"));
        assertThat(shown.path("balance").asString()).isEqualTo("85.50");
        assertThat(balance(account, "--as-of", "2000-01-01T00:00:00Z")).isEqualTo("0.00");
        assertThat(balance(account, "--as-of", "2100-01-01T00:00:00Z")).isEqualTo("85.50");
        assertThat(balance(account, "--value-date", "2000-01-01")).isEqualTo("0.00");
        assertThat(balance(account, "--value-date", "2100-01-01")).isEqualTo("85.50");
        Path pdf = folder.resolve("statement.pdf");
        LocalDate today = LocalDate.now(ZoneOffset.UTC);
        assertThat(BankProcess.run(
                                home,
                                "statement",
                                account,
                                "--from",
                                today.minusDays(1).toString(),
                                "--to",
                                today.plusDays(1).toString(),
                                "-o",
                                pdf.toString())
                        .status())
                .isZero();
        assertThat(Files.readAllBytes(pdf)).startsWith("%PDF-".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
        BankProcess.Ended ours = BankProcess.run(home, "verify", "--statement", pdf.toString());
        assertThat(ours.status()).as(ours.text()).isZero();
        assertThat(ours.text()).contains("signed by this bank and unchanged");
        byte[] changed = Files.readAllBytes(pdf);
        changed[changed.length - 100] ^= 1;
        Files.write(pdf, changed);
        assertThat(BankProcess.run(home, "verify", "--statement", pdf.toString())
                        .status())
                .isEqualTo(1);
        assertThat(BankProcess.run(home, "account", "nobody").status()).isEqualTo(3);
        assertThat(BankProcess.run(home, "account").status()).isEqualTo(2);
    }

    private String balance(String account, String option, String value) throws Exception {
        return json(BankProcess.run(home, "account", account, option, value, "--json"))
                .path("balance")
                .asString();
    }

    @Test
    @Order(5)
    void whatANightCannotDoIsListedTriedAgainAndGivenUpByTwo() throws Exception {
        try (BankDatabase database = BankDatabase.open(home)) {
            Bank night = database.bank();
            long payer = night.jdbc()
                    .sql("select min(id) from account where kind = 'CURRENT'")
                    .query(Long.class)
                    .single();
            long cash = night.accounts().ledgerAccount(LedgerCode.CASH, "EUR").id();
            LocalDate open = night.businessDates().current().businessDate();
            new ScheduledTransfers(night).add(payer, cash, 1_000_00, "EUR", open, "Rent");
        }
        assertThat(BankProcess.run(home, "close", "--dry-run").text()).contains("would post", "1 failed");
        assertThat(BankProcess.run(home, "close").status()).isZero();

        // At the end of a month there are statements of holders without an address, too.
        JsonNode waiting = json(BankProcess.run(home, "jobs", "exceptions", "list", "--json"))
                .path("exceptions");
        JsonNode item = waiting.valueStream()
                .filter(each -> each.path("step").asString().equals("scheduled-transfers"))
                .findFirst()
                .orElseThrow();

        assertThat(item.path("reason").asString()).isEqualTo("INSUFFICIENT_FUNDS");
        assertThat(item.path("amount_minor").asLong()).isEqualTo(1_000_00);
        String id = item.path("id").asString();
        assertThat(exceptions("show", id).text()).contains("Ask the holder to pay in");
        assertThat(exceptions("retry", id).status()).isEqualTo(1);
        assertThat(exceptions("skip", id).status()).as("no reason").isEqualTo(2);
        assertThat(exceptions("skip", id, "--reason", "withdrawn").text()).contains("SKIP_PROPOSED");
        assertThat(exceptions("approve", id).status()).as("four eyes").isEqualTo(3);
        assertThat(exceptions("reject", id).text()).contains("OPEN");
        assertThat(BankProcess.run(home, "jobs", "list").text())
                .contains("exceptions that wait for a person: " + waiting.size());
        assertThat(BankProcess.run(home, "verify").text()).contains("audit events");
    }

    private BankProcess.Ended exceptions(String... arguments) throws Exception {
        return BankProcess.run(
                home,
                java.util.stream.Stream.concat(
                                java.util.stream.Stream.of("jobs", "exceptions"), java.util.Arrays.stream(arguments))
                        .toArray(String[]::new));
    }

    @Test
    @Order(6)
    void rulesOfAFileComeIntoForceByTwoPeople() throws Exception {
        assertThat(rules("show", "--shipped")).isZero();
        Path file = Files.writeString(
                folder.resolve("rules.json"),
                told.toString().replaceFirst("\"version\": \"[^\"]+\"", "\"version\": \"ours-1\""));

        assertThat(rules("propose", file.toString(), "--as", "ann")).isZero();
        assertThat(rules("propose", file.toString(), "--as", "ann")).isEqualTo(1);
        assertThat(rules("approve", "ours-1", "--as", "ben")).isEqualTo(1);
        assertThat(told.toString()).contains("ours-1 is taken").endsWith("vesper rules back-test ours-1\n");
        assertThat(rules("back-test", "ours-1", "--as", "ann")).isZero();
        assertThat(told.toString()).contains("2 payments of 1 days");
        assertThat(rules("list")).isZero();
        assertThat(told.toString()).contains("proposed", "by ann, tried").doesNotContain("in force: ours-1");
        assertThat(rules("approve", "ours-1", "--as", "ann")).isEqualTo(1);
        assertThat(rules("approve", "ours-1", "--as", "ben")).isZero();
        assertThat(rules("refuse", "ours-1", "--as", "ben")).isEqualTo(1);
        assertThat(rules("list")).isZero();
        assertThat(told.toString()).contains("in force: ours-1");
    }

    /** In this process; it talks to the bank that is up. */
    private int rules(String... arguments) {
        return command(RulesCommand.class, told, arguments);
    }

    private int command(Class<?> command, StringWriter to, String... arguments) {
        return new CommandLine(command)
                .setOut(new PrintWriter(to))
                .execute(java.util.stream.Stream.concat(
                                java.util.Arrays.stream(arguments),
                                java.util.stream.Stream.of("--data", home.toString()))
                        .toArray(String[]::new));
    }

    @Test
    @Order(6)
    void pagesAreClosedToStrangers() throws Exception {
        HttpClient http = HttpClient.newHttpClient();
        for (String page : new String[] {"/console", "/console/jobs", "/console/mail", "/inbox", "/console/review"}) {
            var answer = http.send(
                    HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + page))
                            .header("Accept", "text/html")
                            .build(),
                    BodyHandlers.ofString());
            assertThat(answer.statusCode()).as(page).isEqualTo(302);
            assertThat(answer.headers().firstValue("Location").orElseThrow()).contains("/console/sign-in");
        }
        var payment = http.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/v1/payments"))
                        .POST(HttpRequest.BodyPublishers.ofString("{}"))
                        .build(),
                BodyHandlers.ofString());
        assertThat(payment.statusCode()).isEqualTo(401);
    }

    @Test
    @Order(6)
    void staffAreAddedAndWhoIsRenewedSignsInAgain() throws Exception {
        String password = staff("add", "mia", "OPERATOR");
        HttpClient mia = signedIn("mia", password);
        assertThat(open(mia, "/console/jobs").statusCode()).isEqualTo(200);
        assertThat(command(StaffCommand.class, new StringWriter(), "add", "mia", "ADMIN"))
                .as("there is one of this name")
                .isNotZero();
        assertThat(command(StaffCommand.class, new StringWriter(), "add", "Mia!", "OPERATOR"))
                .isNotZero();
        assertThat(command(StaffCommand.class, new StringWriter(), "renew", "nobody"))
                .isNotZero();
        assertThat(open(mia, "/console/jobs").statusCode()).isEqualTo(200);

        String renewed = staff("renew", "mia");

        assertThat(renewed).isNotEqualTo(password);
        assertThat(open(mia, "/console/jobs").headers().firstValue("Location").orElseThrow())
                .contains("/console/sign-in");
        assertThat(open(signedIn("mia", password), "/console/jobs").statusCode())
                .as("with the password of before")
                .isEqualTo(302);
        assertThat(open(signedIn("mia", renewed), "/console/jobs").statusCode()).isEqualTo(200);
        try (BankDatabase database = BankDatabase.open(home)) {
            AuditSearch search = new AuditSearch("staff command", "staff", null, null, null, null, null);
            assertThat(database.bank().audit().search(search, Long.MAX_VALUE, 10))
                    .extracting(
                            entry -> entry.event().action(),
                            entry -> entry.event().object())
                    .containsExactly(tuple("staff.renew", "staff mia"), tuple("staff.add", "staff mia"));
        }
    }

    /** The password that the command printed, and nothing else. */
    private String staff(String... arguments) {
        StringWriter printed = new StringWriter();
        assertThat(command(StaffCommand.class, printed, arguments)).isZero();
        assertThat(printed.toString().lines()).hasSize(1);
        return printed.toString().strip();
    }

    private HttpClient signedIn(String name, String password) throws Exception {
        HttpClient browser =
                HttpClient.newBuilder().cookieHandler(new CookieManager()).build();
        Matcher token = Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"")
                .matcher(open(browser, "/console/sign-in").body());
        assertThat(token.find()).isTrue();
        String form = "username=%s&password=%s&_csrf=%s"
                .formatted(name, password, URLEncoder.encode(token.group(1), StandardCharsets.UTF_8));
        browser.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/console/sign-in"))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(HttpRequest.BodyPublishers.ofString(form))
                        .build(),
                BodyHandlers.discarding());
        return browser;
    }

    private HttpResponse<String> open(HttpClient browser, String page) throws Exception {
        return browser.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + page))
                        .header("Accept", "text/html")
                        .build(),
                BodyHandlers.ofString());
    }

    @Test
    @Order(7)
    void aLinkInAMailLeadsToTheBankItself() throws Exception {
        LocalDate today = LocalDate.now(ZoneOffset.UTC);
        try (BankDatabase database = BankDatabase.open(home)) {
            Bank books = database.bank();
            Reporting reporting = BatchJobs.reportingOver(books, null);
            long customer = books.customers()
                    .register(null, "Ada Nilsson", "by.link@customer.example", "1 Quay Street", "de")
                    .id();
            long account = books.accounts()
                    .open(new Accounts.Opening(customer, "current", "EUR", 0, "Current account", today))
                    .id();
            reporting.documentPreferences().set(customer, new DocumentPreference("de", Delivery.LINK, false, false));
            reporting.statementRun().renderAndQueue(List.of(account), new Period(today, today), today);
        }
        String text = textOfMailTo("by.link@customer.example");
        String link = text.lines()
                .filter(line -> line.contains("/documents/"))
                .map(line -> line.substring(line.indexOf("http")).strip())
                .findFirst()
                .orElseThrow();
        assertThat(link).startsWith("http://127.0.0.1:" + port + "/documents/");
        HttpClient http = HttpClient.newHttpClient();
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(link));
        assertThat(http.send(request.build(), BodyHandlers.ofString()).body()).contains("<h1>Ihr Dokument</h1>");
        var file = http.send(request.POST(HttpRequest.BodyPublishers.noBody()).build(), BodyHandlers.ofString());
        assertThat(file.headers().firstValue("Content-Type")).hasValue("application/pdf");
        assertThat(file.body()).startsWith("%PDF-");
    }

    private String textOfMailTo(String recipient) throws Exception {
        long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (System.nanoTime() < deadline) {
            for (InboxMessage message : Inbox.open(home.resolve("inbox")).messages()) {
                if (message.recipients().contains(recipient)) {
                    byte[] source = Inbox.open(home.resolve("inbox"))
                            .source(message.id())
                            .orElseThrow();
                    MimeMultipart parts =
                            (MimeMultipart) new MimeMessage(null, new ByteArrayInputStream(source)).getContent();
                    MimeMultipart texts = (MimeMultipart) parts.getBodyPart(0).getContent();
                    return (String) texts.getBodyPart(0).getContent();
                }
            }
            Thread.sleep(100);
        }
        throw new AssertionError("no mail to " + recipient);
    }

    @Test
    @Order(8)
    void sigtermStopsItWholeAndItComesUpAgain() throws Exception {
        assertThat(bank.terminate().status()).isZero();
        assertThat(home.resolve("run.json")).doesNotExist();
        assertThat(home.resolve("pg").resolve("postmaster.pid")).doesNotExist();
        assertThat(BankProcess.run(home, "jobs", "list").text()).contains("COMPLETED");

        bank = BankProcess.up(home, port);

        assertThat(BankProcess.run(home, "verify").status()).isZero();
    }

    private static JsonNode json(BankProcess.Ended ended) {
        assertThat(ended.out()).hasSize(1);
        return JSON.readTree(ended.out().get(0));
    }
}
