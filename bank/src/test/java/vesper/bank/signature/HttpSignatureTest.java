package vesper.bank.signature;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.Signature;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The cases of the RFC's appendix are beside the others ({@code http_signatures.json}); here is what they leave out. */
class HttpSignatureTest {
    private static final Instant NOW = Instant.ofEpochSecond(1_700_000_000);
    private static final Duration MAX_AGE = Duration.ofMinutes(5);
    private static final byte[] BODY = "{\"a\":1}".getBytes(StandardCharsets.UTF_8);

    private static HttpMessage message(byte[] body) throws GeneralSecurityException {
        String digest = Base64.getEncoder()
                .encodeToString(MessageDigest.getInstance("SHA-256").digest(BODY));
        return HttpMessage.request(
                "POST",
                "/v1/payments?from=a%20b&to=%C3%A9&twice=1&twice=2&bare",
                Map.of(
                        "Host",
                        List.of("Bank.Example:443"),
                        "Content-Digest",
                        List.of("sha-256=:" + digest + ":"),
                        "X-Many",
                        List.of(" one ", "two\r\n  lines"),
                        "X-Dictionary",
                        List.of("a=1,  b=2;x=y"),
                        "X-Empty",
                        List.of("")),
                body);
    }

    @ParameterizedTest
    @DisplayName("Components are written as the RFC says")
    @CsvSource(
            delimiter = '|',
            value = {
                "\"@authority\"|bank.example",
                "\"@scheme\"|https",
                "\"@path\"|/v1/payments",
                "\"@target-uri\"|https://bank.example:443/v1/payments?from=a%20b&to=%C3%A9&twice=1&twice=2&bare",
                "\"@query\"|?from=a%20b&to=%C3%A9&twice=1&twice=2&bare",
                "\"@query-param\";name=\"from\"|a%20b",
                "\"@query-param\";name=\"to\"|%C3%A9",
                "\"@query-param\";name=\"bare\"|''",
                "\"x-many\"|one, two lines",
                "\"x-many\";bs|:b25l:, :dHdvIGxpbmVz:",
                "\"x-dictionary\";sf|a=1, b=2;x=y",
                "\"x-dictionary\";key=\"b\"|2;x=y",
                "\"x-empty\"|''"
            })
    void componentsAreWritten(String component, String value) throws Exception {
        String base = HttpSignature.parse("(" + component + ");created=1").base(message(BODY));
        assertThat(base).isEqualTo(component + ": " + value + "\n\"@signature-params\": (" + component + ");created=1");
    }

    @ParameterizedTest
    @DisplayName("Components that cannot be covered are named")
    @CsvSource(
            delimiter = '|',
            value = {
                "\"@query-param\";name=\"twice\"|2 times",
                "\"@query-param\";name=\"none\"|0 times",
                "\"@query-param\"|no name",
                "\"@status\"|no @status",
                "\"@other\"|@other is not known",
                "\"x-none\"|no field x-none",
                "\"X-Many\"|lower case",
                "\"x-many\" \"x-many\"|twice",
                "\"x-many\";tr|parameter tr",
                "\"@method\";req|request",
                "\"x-many\";key=\"a\"|no dictionary",
                "\"x-dictionary\";key=\"c\"|no member c",
                "x-many|no string"
            })
    void otherComponentsAreRefused(String components, String reason) throws Exception {
        HttpSignature signature = HttpSignature.parse("(" + components + ")");
        HttpMessage message = message(BODY);
        assertThat(fault(() -> signature.base(message))).contains(reason);
    }

    @Test
    @DisplayName("A response may be bound to the request that it answers")
    void responsesCoverTheirRequest() throws Exception {
        HttpMessage response = HttpMessage.response(202, Map.of(), null, message(BODY));
        assertThat(HttpSignature.parse("(\"@status\" \"@method\";req)").base(response))
                .startsWith("\"@status\": 202\n\"@method\";req: POST\n");
    }

    @Test
    @DisplayName("A signature holds for its message, its key, its algorithm and its time, and for no others")
    void signaturesHoldForWhatTheySign() throws Exception {
        KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        String input = "(\"@method\" \"content-digest\");created=1700000000;expires=1700000100;alg=\"ed25519\"";
        byte[] signed = sign(pair, HttpSignature.parse(input).base(message(BODY)));
        Check check = (message, key, algorithm, now) -> fault(
                () -> HttpSignature.parse(input).verify(message, signed, algorithm, key.getPublic(), now, MAX_AGE));
        SignatureAlgorithm ed25519 = SignatureAlgorithm.ED25519;
        KeyPair stranger = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        KeyPair rsa = KeyPairGenerator.getInstance("RSA").generateKeyPair();

        assertThat(check.fault(message(BODY), pair, ed25519, NOW)).isEqualTo("none");
        assertThat(check.fault(message(null), pair, ed25519, NOW)).isEqualTo("none");
        assertThat(check.fault(message(new byte[] {1}), pair, ed25519, NOW)).contains("body");
        assertThat(check.fault(message(BODY), stranger, ed25519, NOW)).contains("not that of this message");
        assertThat(check.fault(message(BODY), rsa, ed25519, NOW)).contains("key is none for ed25519");
        assertThat(check.fault(message(BODY), rsa, SignatureAlgorithm.RSA_PSS_SHA512, NOW))
                .contains("another algorithm");
        assertThat(check.fault(message(BODY), pair, ed25519, NOW.minusSeconds(1)))
                .contains("future");
        assertThat(check.fault(message(BODY), pair, ed25519, NOW.plusSeconds(101)))
                .contains("expired");
        assertThat(check.fault(message(BODY), pair, ed25519, NOW.plusSeconds(301)))
                .contains("too old");
        assertThat(fault(() -> HttpSignature.parse("not a list"))).contains("no list");
        assertThat(fault(() -> HttpSignature.parse("();keyid=\"a\"")
                        .verify(message(BODY), signed, ed25519, pair.getPublic(), NOW, MAX_AGE)))
                .contains("when it was made");
    }

    private interface Check {
        String fault(HttpMessage message, KeyPair key, SignatureAlgorithm algorithm, Instant now) throws Exception;
    }

    private interface Attempt {
        void run() throws Exception;
    }

    private static String fault(Attempt attempt) throws Exception {
        try {
            attempt.run();
            return "none";
        } catch (SignatureException e) {
            return e.getMessage();
        }
    }

    private static byte[] sign(KeyPair pair, String base) throws GeneralSecurityException {
        Signature signer = Signature.getInstance("Ed25519");
        signer.initSign(pair.getPrivate());
        signer.update(base.getBytes(StandardCharsets.UTF_8));
        return signer.sign();
    }
}
