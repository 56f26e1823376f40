package vesper.api;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import vesper.api.identity.Clients;
import vesper.bank.Bank;
import vesper.bank.TestBank;
import vesper.bank.account.Account;

/**
 * The API over a real database and a real broker, on a free port, with the stand-in for the stream jobs. One is shared by
 * all tests of the JVM ({@link #shared}); each test makes its own accounts and cards.
 */
public final class TestApi implements AutoCloseable {
    public static final String ALL_SCOPES =
            "payments:write accounts:read accounts:write disputes onboarding payments:history loans:quote loans:apply"
                    + " loans:read loans:repay";
    private static final String UNLIMITED = "100000:100000";
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final AtomicLong CARD = new AtomicLong(4000_0000_0000_0000L);
    private static TestApi shared;

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Path folder;
    private final TestBank testBank = new TestBank();
    private final TestKafka kafka;
    private final TestStreams streams;
    private final Map<String, String> clientSecrets = new ConcurrentHashMap<>();
    private final Map<String, String> tokens = new ConcurrentHashMap<>();
    private final String key = Base64.getEncoder().encodeToString(new byte[32]);
    private final List<String> settings = new ArrayList<>();
    private ConfigurableApplicationContext context;
    private int port;

    public TestApi(String... settings) {
        Collections.addAll(this.settings, settings);
        try {
            folder = Files.createTempDirectory("vesper-api-test");
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        kafka = new TestKafka(folder);
        streams = new TestStreams(kafka, bank());
        start();
        register("shop", ALL_SCOPES);
    }

    /** One for all tests that leave Kafka and the stream jobs running. */
    public static synchronized TestApi shared() {
        if (shared == null) {
            shared = new TestApi();
            Runtime.getRuntime().addShutdownHook(new Thread(() -> shared.close()));
        }
        return shared;
    }

    public void start() {
        context = run();
        port = portOf(context);
    }

    /** One more process over the same database and broker; whoever starts it closes it. */
    public ConfigurableApplicationContext startAnother() {
        return run();
    }

    public static int portOf(ConfigurableApplicationContext started) {
        return ((WebServerApplicationContext) started).getWebServer().getPort();
    }

    private ConfigurableApplicationContext run() {
        Map<String, String> values = new LinkedHashMap<>(Map.of(
                "server.port",
                "0",
                "VESPER_DB_URL",
                testBank.dataSource().getJdbcUrl(),
                "VESPER_KAFKA",
                kafka.bootstrapServers(),
                "vesper.api.card-key",
                key,
                "vesper.api.request-hash-key",
                key,
                "vesper.api.signing-key-file",
                folder.resolve("signing-key.pem").toString(),
                "vesper.api.limits.address",
                UNLIMITED,
                "vesper.api.limits.client",
                UNLIMITED,
                "vesper.api.limits.token",
                UNLIMITED,
                "spring.main.banner-mode",
                "off"));
        values.put("vesper.api.sign-in.origins", "http://localhost");
        values.put("vesper.api.streams.heartbeat", "200ms");
        // Longer than any test takes: whoever must sign in again did so hours ago.
        values.put("vesper.api.step-up.within", "1h");
        settings.forEach(setting -> values.put(setting.split("=")[0], setting.split("=")[1]));
        List<String> arguments = new ArrayList<>();
        values.forEach((name, value) -> arguments.add("--" + name + "=" + value));
        SpringApplication application = new SpringApplication(OnlineApiApplication.class);
        application.setRegisterShutdownHook(false);
        return application.run(arguments.toArray(String[]::new));
    }

    public void stop() {
        context.close();
    }

    /** Starts again with one more setting, {@code name=value}. */
    public void restartWith(String setting) {
        stop();
        settings.add(setting);
        start();
    }

    public Bank bank() {
        return testBank.bank();
    }

    public TestBank testBank() {
        return testBank;
    }

    public TestKafka kafka() {
        return kafka;
    }

    public TestStreams streams() {
        return streams;
    }

    public int port() {
        return port;
    }

    public <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    /** A card number never used before, on the account. */
    public String card(Account account) {
        String number = newCardNumber();
        bank().cards(new byte[32]).issue(number, account.id());
        return number;
    }

    public static String newCardNumber() {
        return Long.toString(CARD.addAndGet(7919));
    }

    /** Whether {@link #register} was called for it. */
    public boolean knows(String client) {
        return clientSecrets.containsKey(client);
    }

    public void register(String client, String scopes) {
        Clients clients = new Clients(bank().jdbc());
        clientSecrets.put(client, clients.register(client, Set.of(scopes.split(" "))));
    }

    /** A token of the client that has all scopes. */
    public String token() {
        return token("shop", ALL_SCOPES);
    }

    public String token(String client, String scopes) {
        return tokens.computeIfAbsent(client + " " + scopes, any -> {
            Answer answer = requestToken(client, clientSecrets.get(client), scopes);
            if (answer.status() != 200) {
                throw new IllegalStateException(answer.text());
            }
            return answer.json().path("access_token").asString();
        });
    }

    public Answer requestToken(String client, String secret, String scopes) {
        String basic = Base64.getEncoder().encodeToString((client + ":" + secret).getBytes(StandardCharsets.UTF_8));
        return send(HttpRequest.newBuilder(uri("/oauth2/token"))
                .header("Authorization", "Basic " + basic)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(
                        "grant_type=client_credentials&scope=" + URLEncoder.encode(scopes, StandardCharsets.UTF_8))));
    }

    /** Posts a body with the all-scopes token; headers are names and values in turn. */
    public Answer post(String path, String body, String... headers) {
        return send(request(path, headers).POST(BodyPublishers.ofString(body)));
    }

    public Answer post(String path, Map<String, ?> body, String... headers) {
        return post(path, JSON.writeValueAsString(body), headers);
    }

    public Answer get(String path, String... headers) {
        return send(request(path, headers).GET());
    }

    /** A request with the all-scopes token and JSON as content type, unless the headers say otherwise. */
    public HttpRequest.Builder request(String path, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri(path));
        request.setHeader("Authorization", "Bearer " + token());
        request.setHeader("Content-Type", "application/json");
        for (int i = 0; i < headers.length; i += 2) {
            request.setHeader(headers[i], headers[i + 1]);
        }
        return request;
    }

    /** The answer; of a stream, what comes first. */
    public Answer send(HttpRequest.Builder request) {
        try {
            return new Answer(http.send(request.build(), FirstPart.orAll()));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    public static JsonNode json(String text) {
        return JSON.readTree(text);
    }

    public URI uri(String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }

    public HttpClient http() {
        return http;
    }

    @Override
    public void close() {
        try {
            context.close();
            streams.close();
        } finally {
            kafka.close();
            testBank.close();
        }
    }

    /** An answer over HTTP. */
    public record Answer(HttpResponse<String> response) {
        public int status() {
            return response.statusCode();
        }

        public String text() {
            return response.body();
        }

        public JsonNode json() {
            return JSON.readTree(response.body());
        }

        public String header(String name) {
            return response.headers().firstValue(name).orElse("");
        }

        public String field(String name) {
            return json().path(name).asString("");
        }
    }
}
