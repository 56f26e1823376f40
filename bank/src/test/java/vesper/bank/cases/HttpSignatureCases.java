package vesper.bank.cases;

import static org.assertj.core.api.Assertions.assertThat;
import static vesper.bank.cases.CaseFields.text;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;
import vesper.bank.signature.HttpMessage;
import vesper.bank.signature.HttpSignature;
import vesper.bank.signature.SignatureAlgorithm;
import vesper.bank.signature.SignatureException;

/** Which HTTP messages are what their sender signed, and the text that was signed. A case is checked when it was made. */
final class HttpSignatureCases implements CaseFamily {
    private static final Pattern CREATED = Pattern.compile(";created=([0-9]+)");

    @Override
    public String name() {
        return "http_signatures";
    }

    @Override
    public double bar() {
        return 1;
    }

    @Override
    public void check(JsonNode testCase) {
        CaseFields.requireKnown(
                testCase,
                "message",
                "label",
                "signature_params",
                "algorithm",
                "key",
                "signature",
                "signature_base",
                "expected");
        HttpMessage message = message(testCase.path("message"));
        String input = text(testCase, "signature_params");
        SignatureAlgorithm algorithm = SignatureAlgorithm.of(text(testCase, "algorithm"))
                .orElseThrow(() -> new UnsupportedCaseException("algorithm " + text(testCase, "algorithm")));
        String found = "valid";
        String reason = "none";
        try {
            HttpSignature signature = HttpSignature.parse(input);
            if (testCase.has("signature_base")) {
                assertThat(signature.base(message)).isEqualTo(text(testCase, "signature_base"));
            }
            signature.verify(
                    message,
                    Base64.getDecoder().decode(text(testCase, "signature")),
                    algorithm,
                    algorithm.key(text(testCase, "key")),
                    created(input),
                    Duration.ZERO);
        } catch (SignatureException e) {
            found = "invalid";
            reason = e.getMessage();
        }
        assertThat(found).as("reason: " + reason).isEqualTo(text(testCase, "expected"));
    }

    private static HttpMessage message(JsonNode message) {
        CaseFields.requireKnown(message, "method", "target", "status", "headers", "body");
        Map<String, List<String>> headers = new HashMap<>();
        message.path("headers").properties().forEach(header -> headers.put(header.getKey(), values(header.getValue())));
        byte[] body = message.has("body") ? text(message, "body").getBytes(StandardCharsets.UTF_8) : null;
        return message.has("status")
                ? HttpMessage.response(CaseFields.whole(message, "status"), headers, body, null)
                : HttpMessage.request(text(message, "method"), text(message, "target"), headers, body);
    }

    private static List<String> values(JsonNode header) {
        return header.isArray()
                ? StreamSupport.stream(header.spliterator(), false)
                        .map(JsonNode::asString)
                        .toList()
                : List.of(header.asString());
    }

    private static Instant created(String input) {
        Matcher created = CREATED.matcher(input);
        if (!created.find()) {
            throw new UnsupportedCaseException("signature without a time");
        }
        return Instant.ofEpochSecond(Long.parseLong(created.group(1)));
    }
}
