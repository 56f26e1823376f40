package vesper.api.sentcode;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Codes by SMS, over the Messages resource of Twilio's REST API, version 2010-04-01. */
final class CodesByTwilio implements CodeSender {
    private static final Duration CONNECTING = Duration.ofSeconds(5);
    private static final Duration ANSWER = Duration.ofSeconds(10);
    private static final int CREATED = 201;
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(CONNECTING).build();
    private final URI messages;
    private final String authorization;
    private final String from;

    /**
     * An account.
     *
     * @param from a number, a name or a messaging service
     */
    CodesByTwilio(URI endpoint, String account, String token, String from) {
        messages = endpoint.resolve("/2010-04-01/Accounts/" + account + "/Messages.json");
        authorization =
                "Basic " + Base64.getEncoder().encodeToString((account + ":" + token).getBytes(StandardCharsets.UTF_8));
        this.from = from;
    }

    @Override
    public CodeChannel channel() {
        return CodeChannel.SMS;
    }

    /** The subject is left out: an SMS has none. One that Twilio cannot hand on while the code is good is not handed on at all. */
    @Override
    public void send(String to, String subject, String text) throws IOException {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("To", to);
        fields.put(from.matches("MG[0-9a-fA-F]{32}") ? "MessagingServiceSid" : "From", from);
        fields.put("Body", text);
        fields.put("ValidityPeriod", Long.toString(SentCodes.LIFE.toSeconds()));
        HttpResponse<String> answer = post(fields);
        if (answer.statusCode() != CREATED) {
            throw new IOException("Twilio answered " + answer.statusCode() + ", code " + code(answer.body()));
        }
    }

    private HttpResponse<String> post(Map<String, String> fields) throws IOException {
        String form = fields.entrySet().stream()
                .map(field -> field.getKey() + '=' + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        HttpRequest request = HttpRequest.newBuilder(messages)
                .timeout(ANSWER)
                .header("Authorization", authorization)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header("Accept", "application/json")
                .POST(BodyPublishers.ofString(form))
                .build();
        try {
            return http.send(request, BodyHandlers.ofString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while Twilio was asked", e);
        }
    }

    /** The number of the error alone: its words repeat the number of the telephone. */
    private static int code(String body) {
        try {
            return JSON.readTree(body).path("code").asInt(0);
        } catch (JacksonException e) {
            return 0;
        }
    }
}
