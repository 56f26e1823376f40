package vesper.feed;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.concurrent.CompletableFuture;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import vesper.cli.CommandFailure;

/** Calls the bank's API as an OAuth2 client; renews its token before it expires. */
public final class ApiClient {
    private static final Duration TIMEOUT = Duration.ofSeconds(60);
    private static final Duration RENEW_BEFORE = Duration.ofSeconds(60);
    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** Who calls, and where. */
    public record Credentials(URI base, String clientId, String clientSecret, String scope) {
        @Override
        public String toString() {
            return clientId + " at " + base;
        }
    }

    /** Status and body of an answer. */
    public record Answer(int status, JsonNode body) {
        /** What a person reads of the problem that the answer is. */
        public String problem() {
            String text = problem(body);
            return text.isEmpty() ? "status " + status : text;
        }

        /** What a person reads of a problem: the field errors if there are any, else title and detail. */
        static String problem(JsonNode problem) {
            StringBuilder text = new StringBuilder();
            for (JsonNode error : problem.path("errors")) {
                text.append(text.isEmpty() ? "" : "; ")
                        .append(error.path("field").asString(""))
                        .append(": ")
                        .append(error.path("message").asString(""));
            }
            if (text.isEmpty()) {
                text.append(
                        problem.path("detail").asString(problem.path("title").asString("")));
            }
            return text.toString();
        }
    }

    private final HttpClient http;
    private final Credentials credentials;
    private String token = "";
    private Instant renewAt = Instant.MIN;

    public ApiClient(Credentials credentials) {
        this.credentials = credentials;
        this.http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(Duration.ofSeconds(10))
                .build();
    }

    /**
     * Posts a JSON document.
     *
     * @param headers names and values in turn
     * @return completes exceptionally with an {@link IOException} if the server cannot be reached
     */
    public CompletableFuture<Answer> post(String path, Object document, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(credentials.base().resolve(path))
                .timeout(TIMEOUT)
                .header("Authorization", "Bearer " + token())
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofByteArray(JSON.writeValueAsBytes(document)));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return http.sendAsync(request.build(), BodyHandlers.ofByteArray()).thenApply(ApiClient::answer);
    }

    private static Answer answer(HttpResponse<byte[]> response) {
        byte[] body = response.body();
        return new Answer(response.statusCode(), body.length == 0 ? JSON.createObjectNode() : JSON.readTree(body));
    }

    /** An access token that is valid for at least a minute. */
    public synchronized String token() {
        if (Instant.now().isBefore(renewAt)) {
            return token;
        }
        String form =
                "grant_type=client_credentials&scope=" + URLEncoder.encode(credentials.scope(), StandardCharsets.UTF_8);
        String basic = Base64.getEncoder()
                .encodeToString(
                        (credentials.clientId() + ":" + credentials.clientSecret()).getBytes(StandardCharsets.UTF_8));
        HttpRequest request = HttpRequest.newBuilder(credentials.base().resolve("/oauth2/token"))
                .timeout(TIMEOUT)
                .header("Authorization", "Basic " + basic)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(form))
                .build();
        try {
            HttpResponse<byte[]> response = http.send(request, BodyHandlers.ofByteArray());
            if (response.statusCode() != 200) {
                throw new CommandFailure("the bank gives no token to the client " + credentials.clientId() + " (status "
                        + response.statusCode() + "): check VESPER_CLIENT_ID and VESPER_CLIENT_SECRET");
            }
            JsonNode answer = JSON.readTree(response.body());
            token = answer.path("access_token").asString();
            renewAt = Instant.now()
                    .plusSeconds(answer.path("expires_in").asLong(60))
                    .minus(RENEW_BEFORE);
            return token;
        } catch (IOException e) {
            throw new CommandFailure(
                    "the bank does not answer at " + credentials.base() + ": is 'vesper up' running?", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandFailure("interrupted", e);
        }
    }
}
