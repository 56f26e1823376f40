package vesper.bench;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class LeanSenderTest {
    private static final byte[] BODY = "{}".getBytes(US_ASCII);

    private static LeanSender to(ServerSocket server) throws InterruptedException {
        return new LeanSender(URI.create("http://127.0.0.1:" + server.getLocalPort()), "none", 1);
    }

    private static CompletableFuture<Optional<String>> send(LeanSender sender) {
        CompletableFuture<Optional<String>> told = new CompletableFuture<>();
        sender.send(BODY, problem -> told.complete(Optional.ofNullable(problem)));
        return told;
    }

    /** Takes a connection, reads some of a request and closes it. */
    private static void hangUp(ServerSocket server) throws IOException {
        try (Socket connection = server.accept()) {
            assertThat(connection.getInputStream().read()).isEqualTo('P');
        }
    }

    @Test
    void aRequestOnWhichAConnectionWasClosedGoesAgainOverAnother() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
                LeanSender sender = to(server)) {
            CompletableFuture<Optional<String>> told = send(sender);
            hangUp(server);
            try (Socket connection = server.accept()) {
                assertThat(connection.getInputStream().read()).isEqualTo('P');
                connection
                        .getOutputStream()
                        .write("HTTP/1.1 202 Accepted\r\nContent-Length: 2\r\n\r\n{}".getBytes(US_ASCII));

                assertThat(told.get(20, TimeUnit.SECONDS)).isEmpty();
            }
        }
    }

    @Test
    void itGoesAgainOnlyOnce() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
                LeanSender sender = to(server)) {
            CompletableFuture<Optional<String>> told = send(sender);
            hangUp(server);
            hangUp(server);

            assertThat(told.get(20, TimeUnit.SECONDS)).isPresent();
        }
    }

    @Test
    void whoWaitsIsToldThatTheBankIsGone() throws Exception {
        ServerSocket server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        try (LeanSender sender = to(server)) {
            CompletableFuture<Optional<String>> told = send(sender);
            CompletableFuture<Optional<String>> next = send(sender);
            // First the server is closed, so that no other connection can be opened.
            try (Socket connection = server.accept();
                    server) {
                assertThat(connection.getInputStream().read()).isEqualTo('P');
            }

            assertThat(told.get(20, TimeUnit.SECONDS)).isPresent();
            assertThat(next.get(20, TimeUnit.SECONDS)).isPresent();
        }
    }
}
