package vesper.bench;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.io.IOException;
import java.math.BigInteger;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.time.Instant;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.function.Supplier;
import tools.jackson.databind.json.JsonMapper;

/** What callers ask of a bank that {@link ApiPopulation} has filled: each operation that reads, and the commands of every day. */
final class ApiCalls {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String SCOPES = "payments:write accounts:read accounts:write disputes standing-orders payees"
            + " joint-payments loans:read alerts personal-data consents sessions";

    private final HttpClient http = HttpClient.newHttpClient();
    private final SplittableRandom random = new SplittableRandom(20_230_605);
    private final URI bank;
    private final String client;
    private final PrivateKey key;
    private final int accounts;
    private final long lastEntry;
    private final Map<String, Supplier<HttpRequest.Builder>> calls = new LinkedHashMap<>();

    /**
     * Calls of a bank.
     *
     * @param client token of a client with many scopes
     * @param key under which the bank signs tokens
     * @param lastEntry number of the newest entry
     */
    ApiCalls(URI bank, String client, PrivateKey key, int accounts, long lastEntry) {
        this.bank = bank;
        this.client = client;
        this.key = key;
        this.accounts = accounts;
        this.lastEntry = lastEntry;
        ofClients();
        ofCustomers();
        ofTheBusy();
    }

    private void ofClients() {
        client("getAccount", () -> "/v1/accounts/" + account());
        client("listAccounts", () -> "/v1/accounts?customerReference=B-" + random.nextInt(accounts / 2));
        client("listTransactions", () -> "/v1/accounts/" + account() + "/transactions");
        client("searchTransactions", () -> "/v1/accounts/" + account() + "/transactions?q=merchant+4&minAmount=5");
        client(
                "transactionsOfAMonth",
                () -> "/v1/accounts/" + account() + "/transactions?from=2023-05-01&to=2023-05-31&direction=paid");
        client("getBalances", () -> "/v1/accounts/" + account() + "/balances");
        client("balancesOfADate", () -> "/v1/accounts/" + account() + "/balances?asOf=2023-03-31");
        client("balancesOfAMoment", () -> "/v1/accounts/" + account() + "/balances?asOf=2023-03-31T12:00:00Z");
        client("listHolds", () -> "/v1/accounts/" + account() + "/holds");
        client(
                "getStatement",
                () -> "/v1/accounts/" + account() + "/statement?from=2023-05-01&to=2023-05-31&format=json");
        client("listDocuments", () -> "/v1/accounts/" + account() + "/documents");
        client("getNickname", () -> "/v1/accounts/" + account() + "/nickname");
        client("getDocumentPreference", () -> "/v1/accounts/" + account() + "/document-preference");
        client(
                "getPayment",
                () -> "/v1/payments/" + uuid("bench" + (lastEntry / 4 * 4 - 4L * random.nextInt(accounts / 2 - 1))));
        calls.put(
                "submitPayment",
                () -> request("/v1/payments", client)
                        .header("Idempotency-Key", UUID.randomUUID().toString())
                        .POST(BodyPublishers.ofString(transfer(account()))));
        calls.put(
                "query",
                () -> request("/v1/graphql", client)
                        .POST(
                                BodyPublishers.ofString(
                                        json(
                                                Map.of(
                                                        "query",
                                                        "{ customer(reference: \"B-" + random.nextInt(accounts / 2)
                                                                + "\") { accounts { number balance transactions(first: 20) { transactions { amount } } } } }")))));
    }

    private void ofCustomers() {
        for (String path : List.of(
                "accounts",
                "payees",
                "standing-orders",
                "alerts",
                "joint-payments",
                "sessions",
                "consents",
                "data-requests")) {
            calls.put(
                    path + " of a customer",
                    () -> request("/v1/" + path, customer(random.nextInt(accounts / 2)))
                            .GET());
        }
        calls.put("transactions of a customer", () -> {
            int n = random.nextInt(accounts);
            return request("/v1/accounts/" + number(n) + "/transactions", customer(n / 2))
                    .GET();
        });
        calls.put("holders of a customer's account", () -> {
            int n = random.nextInt(accounts);
            return request("/v1/accounts/" + number(n) + "/holders", customer(n / 2))
                    .GET();
        });
        calls.put("payment of a customer", () -> {
            int n = random.nextInt(accounts);
            return request("/v1/payments", customer(n / 2)).POST(BodyPublishers.ofString(transfer(number(n))));
        });
        calls.put(
                "payee of a customer",
                () -> request("/v1/payees", customer(random.nextInt(accounts / 2)))
                        .POST(BodyPublishers.ofString(json(Map.of("number", account(), "name", "Bo Larsen")))));
    }

    /** Of the one account with many postings. */
    private void ofTheBusy() {
        String busy = "/v1/accounts/" + number(0);
        client("busy: listTransactions", () -> busy + "/transactions");
        client("busy: searchTransactions", () -> busy + "/transactions?q=merchant+" + random.nextInt(500));
        client("busy: balancesOfADate", () -> busy + "/balances?asOf=2023-03-31");
    }

    /** Names of the calls, in an order. */
    List<String> names() {
        return List.copyOf(calls.keySet());
    }

    /** Makes the call, and returns its status. */
    int send(String name) throws IOException, InterruptedException {
        Supplier<HttpRequest.Builder> call = calls.get(name);
        if (call == null) {
            throw new IllegalArgumentException(name);
        }
        HttpResponse<String> answer = http.send(call.get().build(), BodyHandlers.ofString());
        if (answer.statusCode() >= 500) {
            throw new IllegalStateException(name + ": " + answer.statusCode() + " " + answer.body());
        }
        return answer.statusCode();
    }

    private void client(String name, Supplier<String> path) {
        calls.put(name, () -> request(path.get(), client).GET());
    }

    private HttpRequest.Builder request(String path, String token) {
        return HttpRequest.newBuilder(bank.resolve(path))
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json");
    }

    private String account() {
        return number(random.nextInt(1, accounts));
    }

    private String transfer(String from) {
        return json(Map.of("type", "transfer", "from", from, "to", account(), "amount", "1.00", "currency", "USD"));
    }

    private static String json(Map<String, ?> body) {
        return JSON.writeValueAsString(body);
    }

    /** The IBAN of the account: as the population makes it. */
    static String number(long n) {
        String digits = String.format("%014d", ApiPopulation.FIRST + n);
        long remainder = new BigInteger("31142825" + digits + "161100")
                .mod(BigInteger.valueOf(97))
                .longValue();
        return String.format("GB%02dVESP%s", 98 - remainder, digits);
    }

    /** A token of the customer, in the session that the population made. */
    private String customer(long n) {
        Instant now = Instant.now();
        JWTClaimsSet claims = new JWTClaimsSet.Builder()
                .issuer(bank.toString())
                .audience("vesper-api")
                .subject(uuid("login" + n).toString())
                .claim("customer", ApiPopulation.FIRST + n)
                .claim("sid", uuid("session" + n).toString())
                .claim("auth_time", now.getEpochSecond())
                .claim("scope", List.of(SCOPES.split(" ")))
                .issueTime(Date.from(now))
                .expirationTime(Date.from(now.plusSeconds(600)))
                .build();
        SignedJWT token = new SignedJWT(new JWSHeader(JWSAlgorithm.RS256), claims);
        try {
            token.sign(new RSASSASigner(key));
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
        return token.serialize();
    }

    /** {@code md5(text)::uuid} of PostgreSQL. */
    private static UUID uuid(String text) {
        try {
            ByteBuffer hash =
                    ByteBuffer.wrap(MessageDigest.getInstance("MD5").digest(text.getBytes(StandardCharsets.UTF_8)));
            return new UUID(hash.getLong(), hash.getLong());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has MD5", e);
        }
    }
}
