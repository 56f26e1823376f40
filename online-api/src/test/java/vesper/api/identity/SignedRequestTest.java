package vesper.api.identity;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.Signature;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import vesper.api.TestApi;
import vesper.api.TestApi.Answer;

/** Clients that must sign each request; the test makes the signatures by itself, letter by letter as RFC 9421 has them. */
class SignedRequestTest {
    private static final List<String> ALL = List.of("@method", "@target-uri", "authorization", "content-digest");

    private final TestApi api = TestApi.shared();
    private final Clients clients = new Clients(api.bank().jdbc());
    private final String id = "sealed-" + UUID.randomUUID();
    private final String to = api.testBank().current(0).number();
    private ECKey key;
    private String token;

    @BeforeEach
    void registerClient() throws Exception {
        key = new ECKeyGenerator(Curve.P_256).keyID("k1").generate();
        clients.registerByKeys(id, Set.of("accounts:read", "payments:write"), new JWKSet(key.toPublicJWK()).toString());
        assertThat(clients.requireSignatures(id, true)).isTrue();
        token = token();
    }

    private String token() throws Exception {
        SignedJWT assertion = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.ES256).keyID("k1").build(),
                new JWTClaimsSet.Builder()
                        .issuer(id)
                        .subject(id)
                        .audience("http://localhost:8080")
                        .jwtID(UUID.randomUUID().toString())
                        .expirationTime(Date.from(Instant.now().plusSeconds(60)))
                        .build());
        assertion.sign(new ECDSASigner(key));
        return api.send(HttpRequest.newBuilder(api.uri("/oauth2/token"))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString(
                                "grant_type=client_credentials&scope=accounts:read+payments:write&client_id=" + id
                                        + "&client_assertion_type=urn:ietf:params:oauth:client-assertion-type:jwt-bearer"
                                        + "&client_assertion=" + assertion.serialize())))
                .field("access_token");
    }

    private String deposit() {
        return "{\"type\":\"deposit\",\"to\":\"" + to + "\",\"amount\":\"1.00\",\"currency\":\"USD\"}";
    }

    private static String digest(String body) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(body.getBytes(StandardCharsets.UTF_8));
            return "sha-256=:" + Base64.getEncoder().encodeToString(hash) + ":";
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The fields that sign a request, names and values in turn. */
    private List<String> sign(String method, String path, String body, List<String> components, Instant created) {
        List<String> headers = new ArrayList<>(List.of("Authorization", "Bearer " + token));
        if (!body.isEmpty()) {
            headers.addAll(List.of("Content-Digest", digest(body)));
        }
        StringBuilder base = new StringBuilder();
        for (String component : components) {
            base.append('"').append(component).append("\": ");
            base.append(
                    switch (component) {
                        case "@method" -> method;
                        case "@target-uri" -> api.uri(path).toString();
                        case "authorization" -> "Bearer " + token;
                        default -> digest(body);
                    });
            base.append('\n');
        }
        String input =
                "(\"" + String.join("\" \"", components) + "\");created=" + created.getEpochSecond() + ";keyid=\"k1\"";
        base.append("\"@signature-params\": ").append(input);
        headers.addAll(List.of("Signature-Input", "s1=" + input, "Signature", "s1=:" + signature(base) + ":"));
        return headers;
    }

    private String signature(StringBuilder base) {
        try {
            Signature signer = Signature.getInstance("SHA256withECDSAinP1363Format");
            signer.initSign(key.toECPrivateKey());
            signer.update(base.toString().getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encodeToString(signer.sign());
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private Answer pay(String body, List<String> headers) {
        return api.post("/v1/payments", body, headers.toArray(String[]::new));
    }

    @Test
    void signedRequestIsTakenOnce() {
        List<String> headers = sign("POST", "/v1/payments", deposit(), ALL, Instant.now());

        assertThat(pay(deposit(), headers).status()).isEqualTo(202);
        Answer again = pay(deposit(), headers);
        assertThat(again.status()).isEqualTo(401);
        assertThat(again.field("code")).isEqualTo("invalid_signature");
        assertThat(again.text()).contains("used before");
    }

    @Test
    void readingIsSignedToo() {
        String path = "/v1/accounts/" + to + "/transactions?limit=5";
        List<String> components = ALL.subList(0, 3);

        List<String> headers = sign("GET", path, "", components, Instant.now());
        for (int n = 0; n < 2; n++) {
            assertThat(api.get(path, headers.toArray(String[]::new)).status()).isEqualTo(200);
        }
        assertThat(api.get("/v1/accounts/" + to, headers.toArray(String[]::new)).field("code"))
                .as("another target")
                .isEqualTo("invalid_signature");
    }

    @Test
    void tokenAloneOpensNothing() {
        assertThat(pay(deposit(), List.of("Authorization", "Bearer " + token)).field("code"))
                .isEqualTo("invalid_signature");
        assertThat(api.get("/v1/accounts/" + to, "Authorization", "Bearer " + token)
                        .status())
                .isEqualTo(401);
    }

    @Test
    void whatIsNotSignedAsItMustBeIsRefused() throws Exception {
        Instant now = Instant.now();
        List<String> good = sign("POST", "/v1/payments", deposit(), ALL, now);
        assertThat(pay(deposit().replace("1.00", "9.00"), good).text()).contains("content-digest says");
        for (String left : ALL) {
            List<String> components =
                    ALL.stream().filter(component -> !component.equals(left)).toList();
            assertThat(pay(deposit(), sign("POST", "/v1/payments", deposit(), components, now))
                            .text())
                    .contains(left + " is not signed");
        }
        assertThat(pay(deposit(), sign("POST", "/v1/payments", deposit(), ALL, now.minusSeconds(400)))
                        .text())
                .contains("too old");
        assertThat(pay(deposit(), sign("POST", "/v1/payments", deposit(), ALL, now.plusSeconds(120)))
                        .text())
                .contains("in the future");
        key = new ECKeyGenerator(Curve.P_256).keyID("k1").generate();
        assertThat(pay(deposit(), sign("POST", "/v1/payments", deposit(), ALL, now))
                        .text())
                .as("a key of another")
                .contains("not that of this message and key");
        assertThat(api.testBank().balance(api.bank().accounts().byNumber(to).orElseThrow()))
                .isZero();
    }

    @Test
    void clientsWithSecretsCannotBeMadeToSign() {
        clients.register(id + "-x", Set.of("accounts:read"));

        assertThat(clients.requireSignatures(id + "-x", true)).isFalse();
        assertThat(clients.requireSignatures(id, false)).isTrue();
    }
}
