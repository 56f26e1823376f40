package vesper.process;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.zip.GZIPInputStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;

/** What reaches a server of error reports. */
class ErrorReportsTest {
    private final List<String> received = new CopyOnWriteArrayList<>();
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/api/1/envelope/", exchange -> {
            byte[] body = exchange.getRequestBody().readAllBytes();
            boolean zipped = "gzip".equals(exchange.getRequestHeaders().getFirst("Content-Encoding"));
            try (InputStream in =
                    zipped ? new GZIPInputStream(new ByteArrayInputStream(body)) : new ByteArrayInputStream(body)) {
                received.add(new String(in.readAllBytes(), StandardCharsets.UTF_8));
            }
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    @SuppressWarnings("try") // what is opened is only there to be in force
    void anErrorIsReportedWithoutAnythingAboutAPerson() {
        String dsn = "http://key@127.0.0.1:" + server.getAddress().getPort() + "/1";
        try (ErrorReports reports = new ErrorReports(dsn, "staging", "OnlineApiProcess");
                MDC.MDCCloseable context = MDC.putCloseable("account", "GB71VESP00000000000042")) {
            LoggerFactory.getLogger("vesper.test").warn("only a warning");
            LoggerFactory.getLogger("vesper.test")
                    .error(
                            "the letter to {} cannot be made",
                            "Grace Okafor",
                            new IllegalStateException(
                                    "Key (email)=(grace@customer.example) exists", new IOException("Grace")));
            Awaitility.await("a report")
                    .atMost(Duration.ofMinutes(1))
                    .until(() -> received.stream().anyMatch(envelope -> envelope.contains("\"type\":\"event\"")));
        }

        String all = String.join("\n", received);
        assertThat(all)
                .contains("the letter to {} cannot be made", "IllegalStateException", "IOException", "staging")
                .contains("OnlineApiProcess", "anErrorIsReportedWithoutAnythingAboutAPerson")
                .doesNotContain("Grace", "Okafor", "customer.example", "GB71VESP", "only a warning");
    }

    @Test
    void nothingIsReportedUnlessAnAddressIsGiven() throws Exception {
        ConditionalOnProperty condition = Surroundings.class
                .getDeclaredMethod("errorReports", String.class, String.class, String.class)
                .getAnnotation(ConditionalOnProperty.class);

        assertThat(condition.value()).containsExactly("VESPER_SENTRY_DSN");
        assertThat(condition.matchIfMissing()).isFalse();
    }
}
