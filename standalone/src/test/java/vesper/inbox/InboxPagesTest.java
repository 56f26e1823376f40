package vesper.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Properties;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.thymeleaf.autoconfigure.ThymeleafAutoConfiguration;
import org.springframework.boot.tomcat.autoconfigure.servlet.TomcatServletWebServerAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.DispatcherServletAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.WebMvcAutoConfiguration;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Import;
import org.springframework.context.support.GenericApplicationContext;

class InboxPagesTest {
    private static final Instant NOW = Instant.parse("2026-01-31T18:00:00Z");
    private static final Session SESSION = Session.getInstance(new Properties());

    @TempDir
    Path folder;

    private Inbox inbox;
    private ConfigurableApplicationContext application;
    private final HttpClient http = HttpClient.newHttpClient();

    @SpringBootConfiguration(proxyBeanMethods = false)
    @ImportAutoConfiguration({
        TomcatServletWebServerAutoConfiguration.class,
        DispatcherServletAutoConfiguration.class,
        WebMvcAutoConfiguration.class,
        ThymeleafAutoConfiguration.class
    })
    @Import(InboxPages.class)
    static class Application {}

    @BeforeEach
    void start() {
        inbox = Inbox.open(folder);
        ApplicationContextInitializer<GenericApplicationContext> withInbox =
                context -> context.registerBean(Inbox.class, () -> inbox);
        application = new SpringApplicationBuilder(Application.class)
                .initializers(withInbox)
                .run("--server.port=0", "--server.address=127.0.0.1", "--spring.main.banner-mode=off");
    }

    @AfterEach
    void stop() {
        application.close();
    }

    @Test
    void listShowsNewestFirstAndPagesOnThroughOlder() throws Exception {
        for (int n = 1; n <= 60; n++) {
            keep(Mails.plain(SESSION, "c" + n + "@one.example", "Subject " + n, "text"));
        }
        String first = get("/inbox").body();
        assertThat(first).contains("Page <span>1</span> of <span>2</span>", "Subject 60", "Subject 11");
        assertThat(first).doesNotContain("Subject 10<");
        assertThat(first.indexOf("Subject 60")).isLessThan(first.indexOf("Subject 59"));
        assertThat(first).contains("/inbox?q=&amp;page=2");

        assertThat(get("/inbox?page=2").body())
                .contains("Subject 10<", "Subject 1<")
                .doesNotContain("Subject 11<");
        assertThat(get("/inbox?page=99").body()).as("past the end is the end").contains("Subject 1<");
        assertThat(get("/inbox?q=C7@one").body()).contains("Subject 7<").doesNotContain("Subject 8<");
        assertThat(get("/inbox?q=%22%3E%3Cscript%3E").body())
                .contains("Nothing found")
                .doesNotContain("<script>");
    }

    @Test
    void messageShowsBothBodiesItsAttachmentsAndItsHeader() throws Exception {
        long id = keep(Mails.statement(SESSION, "anna@one.example", "<p>Your statement</p>"));

        HttpResponse<String> page = get("/inbox/" + id);
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body())
                .contains("anna@one.example", "2026-01-31 18:00:00", "your statement is attached.")
                .contains("sandbox=\"\"", "src=\"/inbox/" + id + "/body\"")
                .contains("Kontoauszug März.pdf", "/inbox/" + id + "/attachments/0?view=true")
                .contains("/inbox/" + id + "/attachments/1\"")
                .doesNotContain("/attachments/1?view")
                .contains("Message-ID", "X-Received-At");
        assertThat(page.headers().firstValue("Content-Security-Policy"))
                .hasValueSatisfying(policy -> assertThat(policy).contains("default-src 'none'"));
    }

    @Test
    void htmlOfAMailRunsNoScriptAndFetchesNothing() throws Exception {
        long id = keep(Mails.statement(
                SESSION, "anna@one.example", "<script>steal()</script><img src='https://evil.example/x'>é"));

        HttpResponse<String> body = get("/inbox/" + id + "/body");
        assertThat(body.body()).contains("é");
        assertThat(body.headers().firstValue("Content-Type")).contains("text/html;charset=UTF-8");
        assertThat(body.headers().firstValue("X-Frame-Options")).contains("SAMEORIGIN");
        assertThat(body.headers().firstValue("Content-Security-Policy"))
                .hasValueSatisfying(policy -> assertThat(policy)
                        .startsWith("sandbox; default-src 'none';")
                        .contains("img-src data:;")
                        .doesNotContain("script-src", "allow-scripts"));
    }

    @Test
    void onlyAPdfIsViewedAndTheRestIsDownloaded() throws Exception {
        long id = keep(Mails.statement(SESSION, "anna@one.example", "<p>x</p>"));

        HttpResponse<byte[]> viewed = http.send(
                request("/inbox/" + id + "/attachments/0?view=true"), HttpResponse.BodyHandlers.ofByteArray());
        assertThat(viewed.body()).isEqualTo(Mails.PDF);
        assertThat(viewed.headers().firstValue("Content-Type")).contains("application/pdf");
        assertThat(disposition(viewed)).startsWith("inline").contains("Kontoauszug%20M%C3%A4rz.pdf");

        assertThat(disposition(get("/inbox/" + id + "/attachments/0"))).startsWith("attachment");

        HttpResponse<String> page = get("/inbox/" + id + "/attachments/1?view=true");
        assertThat(disposition(page)).startsWith("attachment");
        assertThat(page.headers().firstValue("Content-Type")).contains("application/octet-stream");
        assertThat(page.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
        assertThat(get("/inbox/" + id + "/attachments/2").statusCode()).isEqualTo(404);
    }

    @Test
    void brokenMailStillHasItsSource() throws Exception {
        byte[] broken = ("Subject: odd\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed\r\n\r\nno parts\r\n")
                .getBytes(StandardCharsets.US_ASCII);
        long id = inbox.store("", List.of("a@one.example"), broken, NOW);

        HttpResponse<String> page = get("/inbox/" + id);
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body()).contains("odd", "(nobody: a bounce)", "/inbox/" + id + "/source");
        assertThat(get("/inbox/" + id + "/source").body()).endsWith("no parts\r\n");
    }

    @Test
    void unknownMailIsNotFound() throws Exception {
        assertThat(get("/inbox/7").statusCode()).isEqualTo(404);
        assertThat(get("/inbox/7/body").statusCode()).isEqualTo(404);
        assertThat(get("/inbox/7/source").statusCode()).isEqualTo(404);
        assertThat(get("/inbox").body()).contains("No mail yet.");
    }

    @Test
    void pagesComeWithTheirStyles() throws Exception {
        assertThat(get("/inbox/assets/inbox.css").headers().firstValue("Content-Type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith("text/css"));
        assertThat(get("/inbox/assets/lib/picocss__pico/css/pico.min.css").statusCode())
                .isEqualTo(200);
    }

    private long keep(MimeMessage mail) throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        mail.writeTo(bytes);
        return inbox.store(
                "bank@vesper.example", List.of(mail.getAllRecipients()[0].toString()), bytes.toByteArray(), NOW);
    }

    private static String disposition(HttpResponse<?> response) {
        return response.headers().firstValue("Content-Disposition").orElse("");
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return http.send(request(path), HttpResponse.BodyHandlers.ofString());
    }

    private HttpRequest request(String path) {
        String port = application.getEnvironment().getProperty("local.server.port");
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .build();
    }
}
