package vesper.process;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import vesper.bank.Bank;
import vesper.bank.TestPorts;
import vesper.bank.account.Account;
import vesper.bank.account.Accounts;
import vesper.bank.account.LedgerCode;
import vesper.bank.database.StreamingReplica;
import vesper.bank.ledger.EntryKind;
import vesper.bank.ledger.EntryRequest;

/** An online API between a primary and a replica that follows it by streaming replication. */
class ReadReplicaTest {
    private static final LocalDate DAY = LocalDate.parse("2026-06-29");
    private static final JsonMapper JSON = JsonMapper.builder().build();

    @TempDir
    private Path folder;

    private final HttpClient http = HttpClient.newHttpClient();
    private final int port = TestPorts.free();
    private final int management = TestPorts.free();
    private StreamingReplica servers;
    private HikariDataSource primary;
    private HikariDataSource copy;
    private Bank bank;
    private Part api;

    @BeforeEach
    void start() throws Exception {
        servers = new StreamingReplica(folder.resolve("servers"));
        primary = servers.primary();
        copy = servers.copy();
        Path secrets = Files.createDirectories(folder.resolve("secrets"));
        assertThat(new ProcessBuilder("sh", "../deploy/secrets.sh", secrets.toString())
                        .start()
                        .waitFor())
                .isZero();
        Map<String, String> environment = new HashMap<>(Map.of(
                "VESPER_ADDRESS", "127.0.0.1",
                "VESPER_PORT", Integer.toString(port),
                "VESPER_MANAGEMENT_PORT", Integer.toString(management),
                "VESPER_DB_URL", primary.getJdbcUrl(),
                "VESPER_DB_USER", "postgres",
                "VESPER_DB_POOL", "4",
                // Nothing of it is served here.
                "VESPER_KAFKA", "127.0.0.1:1",
                "VESPER_SECRETS", secrets.toString(),
                "VESPER_CLIENT", "shop",
                "VESPER_CLIENT_SCOPES", "accounts:read"));
        environment.put("VESPER_FIRST_DAY", DAY.toString());
        environment.put("VESPER_SERVICES", "auth,accounts");
        environment.put("VESPER_DB_READ_URL", copy.getJdbcUrl());
        // Only its end makes this one unfit.
        environment.put("VESPER_DB_READ_LAG", "PT1H");
        Part migration = Part.ofTheBank(Migration.class, "migration", environment, folder, management)
                .start();
        assertThat(migration.awaitEnd()).as(migration.lastLines()).isZero();
        bank = new Bank(primary);
        api = Part.ofTheBank(OnlineApiProcess.class, "api", environment, folder, management)
                .start();
    }

    @AfterEach
    void stop() throws Exception {
        api.close();
        primary.close();
        copy.close();
        servers.close();
    }

    @Test
    void transactionsComeFromTheReplicaAndBalancesNeverDo() throws Exception {
        Account account = bank.accounts()
                .open(new Accounts.Opening(
                        bank.customers()
                                .register(null, "Ada Nilsson", "ada@customer.example", "1 Quay Street", "en")
                                .id(),
                        "current",
                        "EUR",
                        0,
                        "Current account",
                        DAY));
        deposit(account, "Before");
        Awaitility.await("the API reads from the replica")
                .atMost(Duration.ofMinutes(2))
                .until(() -> serves() == 1.0);
        String token = token();
        Awaitility.await("the replica has the deposit")
                .atMost(Duration.ofMinutes(1))
                .until(() -> narratives(account, token).equals(List.of("Before")));

        JdbcClient.create(copy)
                .sql("select pg_wal_replay_pause()")
                .query((row, n) -> n)
                .list();
        Awaitility.await("replay is paused")
                .atMost(Duration.ofMinutes(1))
                .until(() -> JdbcClient.create(copy)
                        .sql("select pg_get_wal_replay_pause_state()")
                        .query(String.class)
                        .single()
                        .equals("paused"));
        deposit(account, "After");
        assertThat(narratives(account, token)).as("as the replica has it").containsExactly("Before");
        assertThat(get("/v1/accounts/" + account.number() + "/balances", token).toString())
                .as("as the primary has it")
                .contains("20.00");

        servers.stopCopy();
        assertThat(narratives(account, token)).as("as the primary has it").containsExactly("After", "Before");
        Awaitility.await("the metric says so").atMost(Duration.ofMinutes(1)).until(() -> serves() == 0.0);
        assertThat(api.log()).contains("history is read from the primary and not from the replica");
    }

    private void deposit(Account account, String narrative) {
        Account cash = bank.accounts().ledgerAccount(LedgerCode.CASH, "EUR");
        bank.ledger()
                .book(List.of(EntryRequest.move(
                        UUID.randomUUID(),
                        EntryKind.TRANSFER,
                        DAY,
                        narrative,
                        cash.id(),
                        account.id(),
                        10_00,
                        "EUR",
                        false)));
    }

    private double serves() throws Exception {
        try {
            return text(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + management + "/actuator/prometheus")))
                    .lines()
                    .filter(line -> line.startsWith("vesper_replica_serves"))
                    .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                    .findFirst()
                    .orElse(-1);
        } catch (java.net.ConnectException e) {
            return -1;
        }
    }

    private List<String> narratives(Account account, String token) throws Exception {
        return get("/v1/accounts/" + account.number() + "/transactions", token)
                .path("transactions")
                .valueStream()
                .map(line -> line.path("narrative").asString())
                .toList();
    }

    private String token() throws Exception {
        String secret =
                Files.readString(folder.resolve("secrets/client-secret")).strip();
        String basic = Base64.getEncoder().encodeToString(("shop:" + secret).getBytes(StandardCharsets.UTF_8));
        return JSON.readTree(text(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/oauth2/token"))
                        .header("Authorization", "Basic " + basic)
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString("grant_type=client_credentials&scope=accounts:read"))))
                .path("access_token")
                .asString();
    }

    private JsonNode get(String path, String token) throws Exception {
        return JSON.readTree(text(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .header("Authorization", "Bearer " + token)));
    }

    private String text(HttpRequest.Builder request) throws Exception {
        var answer = http.send(request.build(), BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return answer.body();
    }
}
