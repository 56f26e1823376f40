package vesper.api.sentcode;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Takes messages as Twilio publishes that it does (Messages resource, version 2010-04-01, "Create a Message"), and refuses with its numbers
 * of errors what does not hold to that: a server of another maker, not a part of ours.
 */
public final class TwilioStandIn implements AutoCloseable {
    public static final String ACCOUNT = "AC0123456789abcdef0123456789abcdef";
    public static final String TOKEN = "a-token";
    /** To which Twilio's own test credentials answer that it is no number. */
    public static final String NO_NUMBER = "+15005550001";
    /** A number that is overwhelmed with messages. */
    public static final String TOO_MANY = "+15005550429";

    private static final Set<String> FIELDS = Set.of(
            "To",
            "StatusCallback",
            "ApplicationSid",
            "MaxPrice",
            "ProvideFeedback",
            "Attempt",
            "ValidityPeriod",
            "ForceDelivery",
            "ContentRetention",
            "AddressRetention",
            "SmartEncoded",
            "PersistentAction",
            "TrafficType",
            "ShortenUrls",
            "ScheduleType",
            "SendAt",
            "SendAsMms",
            "ContentVariables",
            "RiskCheck",
            "From",
            "MessagingServiceSid",
            "Body",
            "MediaUrl",
            "ContentSid");

    /** What it took: the fields of each message. */
    public final List<Map<String, String>> taken = new CopyOnWriteArrayList<>();

    private final HttpServer server;

    public TwilioStandIn() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", this::answer);
        server.start();
    }

    public URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    private void answer(HttpExchange exchange) throws IOException {
        String basic =
                "Basic " + Base64.getEncoder().encodeToString((ACCOUNT + ":" + TOKEN).getBytes(StandardCharsets.UTF_8));
        String form = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        if (!basic.equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
            refuse(exchange, 401, 20003, "Authenticate");
        } else if (!exchange.getRequestURI().getPath().equals("/2010-04-01/Accounts/" + ACCOUNT + "/Messages.json")
                || !"POST".equals(exchange.getRequestMethod())) {
            refuse(exchange, 404, 20404, "The requested resource was not found");
        } else if (!"application/x-www-form-urlencoded"
                .equals(exchange.getRequestHeaders().getFirst("Content-Type"))) {
            refuse(exchange, 400, 21604, "A 'To' phone number is required.");
        } else {
            take(exchange, fields(form));
        }
    }

    private static Map<String, String> fields(String form) {
        Map<String, String> fields = new HashMap<>();
        for (String pair : form.split("&")) {
            String[] parts = pair.split("=", 2);
            fields.put(parts[0], URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
        }
        return fields;
    }

    private void take(HttpExchange exchange, Map<String, String> fields) throws IOException {
        String to = fields.getOrDefault("To", "");
        String body = fields.getOrDefault("Body", "");
        int validity = Integer.parseInt(fields.getOrDefault("ValidityPeriod", "36000"));
        if (!FIELDS.containsAll(fields.keySet()) || validity < 1 || validity > 36_000) {
            refuse(exchange, 400, 20001, "Invalid parameter");
        } else if (to.isEmpty()) {
            refuse(exchange, 400, 21604, "A 'To' phone number is required.");
        } else if (fields.containsKey("From") == fields.containsKey("MessagingServiceSid")) {
            refuse(exchange, 400, 21603, "A 'From' phone number is required.");
        } else if (body.isEmpty() || body.length() > 1600) {
            refuse(exchange, 400, body.isEmpty() ? 21602 : 21617, "Message body");
        } else if (!to.matches("\\+[1-9]\\d{1,14}") || to.equals(NO_NUMBER)) {
            refuse(exchange, 400, 21211, "Invalid 'To' Phone Number: " + to);
        } else if (to.equals(TOO_MANY)) {
            refuse(exchange, 429, 20429, "Too many requests for " + to);
        } else {
            taken.add(fields);
            send(
                    exchange,
                    201,
                    "{\"sid\": \"SM" + UUID.randomUUID().toString().replace("-", "")
                            + "\", \"status\": \"queued\", \"error_code\": null, \"error_message\": null, \"to\": \""
                            + to
                            + "\", \"account_sid\": \"" + ACCOUNT + "\", \"direction\": \"outbound-api\"}");
        }
    }

    private static void refuse(HttpExchange exchange, int status, int code, String message) throws IOException {
        send(
                exchange,
                status,
                "{\"code\": %d, \"message\": \"%s\", \"more_info\": \"https://www.twilio.com/docs/errors/%d\", \"status\": %d}"
                        .formatted(code, message, code, status));
    }

    private static void send(HttpExchange exchange, int status, String json) throws IOException {
        byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
