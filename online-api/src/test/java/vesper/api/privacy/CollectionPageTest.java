package vesper.api.privacy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import net.lingala.zip4j.io.inputstream.ZipInputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import vesper.api.TestApi;
import vesper.api.TestApi.Answer;
import vesper.api.identity.TestTokens;
import vesper.api.signin.TestCustomer;
import vesper.bank.TestBank;
import vesper.bank.account.Account;
import vesper.reporting.Reporting;
import vesper.reporting.document.Document;
import vesper.reporting.privacy.DataRequests;
import vesper.reporting.statement.DocumentKind;
import vesper.reporting.statement.Period;

/** The page on which a person collects the file, over HTTP. */
class CollectionPageTest {
    private final TestApi api = TestApi.shared();
    private final HttpClient http = HttpClient.newHttpClient();
    private final DataRequests requests = api.bean(Reporting.class).dataRequests();
    private final DataRequests.Taken taken = requests.take(
                    Objects.requireNonNull(api.testBank().current(12_34).customerId()),
                    "olga",
                    LocalDate.parse("2024-01-31"))
            .orElseThrow();

    private String link() {
        requests.gather(taken.id(), "night");
        return "/personal-data/"
                + requests.link(taken.id(), "olga", Instant.now()).orElseThrow();
    }

    @Test
    void linkAndPassphraseGiveTheFileOnce() throws Exception {
        String link = link();
        HttpResponse<byte[]> page = send(HttpRequest.newBuilder(api.uri(link)));
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(text(page)).contains("<form method=\"post\"", "Your file is ready");
        assertThat(page.headers().firstValue("Cache-Control").orElseThrow()).contains("no-store");
        assertThat(page.headers().firstValue("Referrer-Policy")).hasValue("no-referrer");

        HttpResponse<byte[]> file = collect(link, taken.passphrase().text());
        assertThat(file.statusCode()).isEqualTo(200);
        assertThat(file.headers().firstValue("Content-Disposition").orElseThrow())
                .contains("personal-data.zip");
        try (ZipInputStream zip = new ZipInputStream(
                new ByteArrayInputStream(file.body()), taken.passphrase().text().toCharArray())) {
            assertThat(zip.getNextEntry().getFileName()).isEqualTo("index.html");
            assertThat(new String(zip.readAllBytes(), StandardCharsets.UTF_8)).contains("Ada Nilsson");
        }
        assertThat(collect(link, taken.passphrase().text()).statusCode()).isEqualTo(410);
        assertThat(send(HttpRequest.newBuilder(api.uri(link))).statusCode()).isEqualTo(410);
    }

    @Test
    void customersAskForThemselvesAndCollectWithWhatTheyWereToldOnce() throws Exception {
        String bearer = bearer(api.testBank().current(1).customerId());
        Answer asked = api.post("/v1/data-requests", Map.of(), "Authorization", bearer);
        assertThat(asked.status()).isEqualTo(201);
        String links = "/v1/data-requests/" + asked.field("id") + "/links";
        assertThat(api.post(links, Map.of(), "Authorization", bearer).field("code"))
                .isEqualTo("wrong_state");

        requests.gather(Long.parseLong(asked.field("id")), "night");
        Answer linked = api.post(links, Map.of(), "Authorization", bearer);
        assertThat(linked.status()).isEqualTo(201);
        String stranger = bearer(api.testBank().current(1).customerId());
        assertThat(api.post(links, Map.of(), "Authorization", stranger).status())
                .isEqualTo(404);
        assertThat(collect(linked.field("page"), asked.field("passphrase")).statusCode())
                .isEqualTo(200);
        assertThat(api.get("/v1/data-requests", "Authorization", bearer).json().findValuesAsString("state"))
                .containsExactly("collected");
    }

    private String bearer(@Nullable Long customer) {
        return "Bearer "
                + new TestTokens(api, "personal-data", TestCustomer.signedIn(api, Objects.requireNonNull(customer)))
                        .sound();
    }

    @Test
    void fiveWrongPassphrasesEndTheLink() throws Exception {
        String link = link();
        for (int left = 4; left > 0; left--) {
            HttpResponse<byte[]> wrong = collect(link, "AAAA-BBBB");
            assertThat(wrong.statusCode()).isEqualTo(403);
            assertThat(text(wrong)).contains("Tries left: " + left + ".");
        }
        assertThat(collect(link, "").statusCode()).isEqualTo(410);
        HttpResponse<byte[]> late = collect(link, taken.passphrase().text());
        assertThat(late.statusCode()).isEqualTo(410);
        assertThat(text(late)).contains("This link has ended").doesNotContain("<form");
    }

    @Test
    void aDocumentIsHandedOutOnceToWhoHasTheLinkOfItsMailAndThePassword() throws Exception {
        Reporting reporting = api.bean(Reporting.class);
        Account account = api.testBank().current(1);
        Period day = new Period(TestBank.DAY, TestBank.DAY);
        reporting.statementRun().renderAndQueue(List.of(account.id()), day, TestBank.DAY);
        UUID id = Document.id(DocumentKind.STATEMENT, account.id(), day);
        String link = "/documents/" + reporting.documentLinks().link(id, Instant.now());
        HttpResponse<byte[]> page = send(HttpRequest.newBuilder(api.uri(link)));
        assertThat(text(page)).contains("<form method=\"post\"").doesNotContain("type=\"password\"");
        assertThat(page.headers().firstValue("Referrer-Policy")).hasValue("no-referrer");

        reporting.documentPreferences().setPassword(Objects.requireNonNull(account.customerId()), "correct horse");
        assertThat(text(send(HttpRequest.newBuilder(api.uri(link))))).contains("type=\"password\"");
        HttpResponse<byte[]> wrong = post(link, "password=wrong+horse");
        assertThat(wrong.statusCode()).isEqualTo(403);
        assertThat(text(wrong)).contains("Tries left: 4.", "type=\"password\"");
        HttpResponse<byte[]> file = post(link, "password=correct+horse");
        assertThat(file.headers().firstValue("Content-Type")).hasValue("application/pdf");
        assertThat(file.body()).isEqualTo(reporting.documents().content(id).orElseThrow());
        assertThat(post(link, "password=correct+horse").statusCode()).isEqualTo(410);
        assertThat(send(HttpRequest.newBuilder(api.uri(link))).statusCode()).isEqualTo(410);
    }

    @ParameterizedTest
    @CsvSource({
        "de,Ihr Dokument,Das ist nicht das Passwort. Verbleibende Versuche: 4.,Was wir über Sie gespeichert haben",
        "fr,Votre document,Ce n’est pas le mot de passe. Essais restants : 4.,Ce que nous conservons à votre sujet",
        "sv,Your document,That is not the password. Tries left: 4.,What we hold on you"
    })
    void thePagesSpeakTheLanguageOfWhomTheLinkIsFor(String language, String title, String wrong, String held)
            throws Exception {
        Reporting reporting = api.bean(Reporting.class);
        Account account = api.testBank().current(1);
        long customer = Objects.requireNonNull(account.customerId());
        api.testBank()
                .bank()
                .jdbc()
                .sql("update customer set language = :language where id = :id")
                .param("language", language)
                .param("id", customer)
                .update();
        reporting.documentPreferences().setPassword(customer, "correct horse");
        Period day = new Period(TestBank.DAY, TestBank.DAY);
        reporting.statementRun().renderAndQueue(List.of(account.id()), day, TestBank.DAY);
        UUID id = Document.id(DocumentKind.STATEMENT, account.id(), day);
        String link = "/documents/" + reporting.documentLinks().link(id, Instant.now());
        // What the browser asks for is not what the customer has chosen.
        HttpRequest.Builder request = HttpRequest.newBuilder(api.uri(link)).header("Accept-Language", "it, fr;q=0.5");
        assertThat(text(send(request)))
                .contains("<h1>" + title + "</h1>", "lang=\"" + (language.equals("sv") ? "en" : language) + "\"");
        assertThat(text(post(link, "password=wrong+horse"))).contains(wrong);

        long asked = requests.take(customer, "olga", TestBank.DAY).orElseThrow().id();
        requests.gather(asked, "night");
        String data =
                "/personal-data/" + requests.link(asked, "olga", Instant.now()).orElseThrow();
        assertThat(text(send(HttpRequest.newBuilder(api.uri(data))))).contains("<h1>" + held + "</h1>");
    }

    @ParameterizedTest
    @CsvSource({
        "'de-AT, en;q=0.5',Dieser Link gilt nicht mehr",
        "'it, fr;q=0.5',Ce lien n’est plus valable",
        "it,This link has ended",
        "';;;',This link has ended"
    })
    void aLinkThatHasEndedIsToldInTheLanguageOfTheBrowser(String asked, String gone) throws Exception {
        assertThat(text(send(HttpRequest.newBuilder(api.uri("/documents/AAAA")).header("Accept-Language", asked))))
                .contains(gone);
    }

    @Test
    void aLinkThatNobodyMadeLeadsNowhere() throws Exception {
        assertThat(collect("/personal-data/AAAA", taken.passphrase().text()).statusCode())
                .isEqualTo(410);
    }

    private HttpResponse<byte[]> collect(String link, String passphrase) throws IOException, InterruptedException {
        return post(link, "passphrase=" + passphrase);
    }

    private HttpResponse<byte[]> post(String link, String form) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(api.uri(link))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(form)));
    }

    private HttpResponse<byte[]> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return http.send(request.build(), BodyHandlers.ofByteArray());
    }

    private static String text(HttpResponse<byte[]> answer) {
        return new String(answer.body(), StandardCharsets.UTF_8);
    }
}
