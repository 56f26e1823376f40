package vesper.batch.watch;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;
import vesper.bank.signature.WebhookSignature;

/** Posts an alert as JSON to a webhook, signed; see {@link WebhookSignature}. The id is the same however often it is sent. */
final class AlertHook {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(PATIENCE).build();
    private final URI address;
    private final WebhookSignature signature;

    AlertHook(URI address, String secret) {
        this.address = address;
        this.signature = new WebhookSignature(secret);
    }

    /** @throws IOException if the receiver has not taken it: no answer, or another than 2xx */
    void send(Alert.Raised raised, Instant now) throws IOException, InterruptedException {
        byte[] body = JSON.writeValueAsString(document(raised)).getBytes(StandardCharsets.UTF_8);
        HttpRequest.Builder request = HttpRequest.newBuilder(address)
                .timeout(PATIENCE)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofByteArray(body));
        signature.sign("alert_" + raised.id(), now, body).forEach(request::header);
        int status = http.send(request.build(), HttpResponse.BodyHandlers.discarding())
                .statusCode();
        if (status / 100 != 2) {
            throw new IOException("the webhook answered " + status);
        }
    }

    private static Map<String, Object> document(Alert.Raised raised) {
        Alert alert = raised.alert();
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("type", "close." + alert.kind().name().toLowerCase(java.util.Locale.ROOT));
        document.put("timestamp", raised.raisedAt().toString());
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("business_date", alert.businessDate().toString());
        data.put("run", alert.runId());
        data.put("message", alert.message());
        document.put("data", data);
        return document;
    }
}
