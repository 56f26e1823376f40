package vesper.reporting.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.robothy.s3.rest.LocalS3;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.LocalDate;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Documents in a bucket, of a server that speaks S3. */
class S3ArchiveTest {
    private static final byte[] CONTENT = "%PDF-1.7 and so on".getBytes(StandardCharsets.US_ASCII);
    private static final LocalDate UNTIL = LocalDate.parse("2036-12-31");

    private final String sha256 = sha256(CONTENT);

    private static String sha256(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (java.security.NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static S3Archive archive(int port, boolean locked) {
        return new S3Archive(new S3Archive.Place(
                URI.create("http://127.0.0.1:" + port), "eu-central-1", "papers", "AKIAEXAMPLE", "secret", locked));
    }

    @Test
    void aDocumentIsThereUntilItIsRemoved() throws Exception {
        LocalS3 server = LocalS3.builder().port(-1).build();
        server.start();
        try (S3Archive archive = archive(server.getPort(), false)) {
            assertThatThrownBy(() -> archive.put(sha256, CONTENT, UNTIL))
                    .as("no bucket")
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining(sha256);
            HttpClient.newHttpClient()
                    .send(
                            HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.getPort() + "/papers"))
                                    .PUT(BodyPublishers.noBody())
                                    .build(),
                            BodyHandlers.discarding());

            assertThat(archive.get(sha256)).isEmpty();
            archive.put(sha256, CONTENT, UNTIL);
            archive.put(sha256, CONTENT, UNTIL);
            assertThat(archive.get(sha256))
                    .hasValueSatisfying(kept -> assertThat(kept).isEqualTo(CONTENT));
            archive.remove(sha256);
            archive.remove(sha256);
            assertThat(archive.get(sha256)).isEmpty();
        } finally {
            server.shutdown();
        }
    }

    /** What the server is told, in the words of Amazon's API reference (PutObject). */
    @Test
    void theServerIsTheOneThatChecksTheHashAndKeepsTheDocument() throws Exception {
        CompletableFuture<Map<String, List<String>>> told = new CompletableFuture<>();
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            exchange.getRequestBody().readAllBytes();
            told.complete(Map.copyOf(exchange.getRequestHeaders()));
            exchange.getResponseHeaders().set("ETag", "\"1\"");
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        server.start();
        try (S3Archive archive = archive(server.getAddress().getPort(), true)) {
            archive.put(sha256, CONTENT, UNTIL);
            Map<String, List<String>> headers = told.join();
            assertThat(headers.get("X-amz-checksum-sha256"))
                    .containsExactly(java.util.Base64.getEncoder()
                            .encodeToString(HexFormat.of().parseHex(sha256)));
            assertThat(headers.get("X-amz-object-lock-mode")).containsExactly("COMPLIANCE");
            assertThat(headers.get("X-amz-object-lock-retain-until-date")).containsExactly("2037-01-01T00:00:00Z");
            assertThat(headers.get("Authorization").get(0))
                    .startsWith("AWS4-HMAC-SHA256 Credential=AKIAEXAMPLE/")
                    .contains("/eu-central-1/s3/aws4_request");
        } finally {
            server.stop(0);
        }
    }
}
