package vesper.bench;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServer;

/** The server of the API without the API: it reads what is sent and answers 202 with as much as a payment's answer. */
final class NoOpServer implements AutoCloseable {
    private static final byte[] ANSWER = ("{\"id\":\"00000000-0000-0000-0000-000000000000\",\"status\":\"accepted\","
                    + "\"acceptedAt\":\"2023-06-05T10:00:00.000000Z\",\"businessDate\":\"2023-06-05\"}")
            .getBytes(StandardCharsets.US_ASCII);

    private final WebServer server;

    NoOpServer() {
        TomcatServletWebServerFactory factory = new TomcatServletWebServerFactory(0);
        factory.addConnectorCustomizers(connector -> connector.setProperty("maxKeepAliveRequests", "-1"));
        server = factory.getWebServer(
                context -> context.addServlet("no-op", new Answering()).addMapping("/*"));
        server.start();
    }

    private static final class Answering extends HttpServlet {
        private static final long serialVersionUID = 1;

        @Override
        protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
            request.getInputStream().readAllBytes();
            response.setStatus(HttpServletResponse.SC_ACCEPTED);
            response.setContentType("application/json");
            response.setContentLength(ANSWER.length);
            response.getOutputStream().write(ANSWER);
        }
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + server.getPort());
    }

    @Override
    public void close() {
        server.stop();
    }
}
