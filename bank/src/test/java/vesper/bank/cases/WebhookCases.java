package vesper.bank.cases;

import static org.assertj.core.api.Assertions.assertThat;
import static vesper.bank.cases.CaseFields.text;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import vesper.bank.signature.SignatureException;
import vesper.bank.signature.WebhookSignature;

/** Which webhooks are what their sender signed. */
final class WebhookCases implements CaseFamily {
    @Override
    public String name() {
        return "webhooks";
    }

    @Override
    public double bar() {
        return 1;
    }

    @Override
    public void check(JsonNode testCase) {
        CaseFields.requireKnown(testCase, "secret", "now", "headers", "body", "expected");
        Map<String, String> headers = new HashMap<>();
        testCase.path("headers")
                .properties()
                .forEach(
                        header -> headers.put(header.getKey(), header.getValue().asString()));
        byte[] body = text(testCase, "body").getBytes(StandardCharsets.UTF_8);
        String found = "accept";
        try {
            new WebhookSignature(text(testCase, "secret"))
                    .verify(
                            headers,
                            body,
                            Instant.ofEpochSecond(testCase.path("now").asLong()));
        } catch (SignatureException e) {
            found = "reject";
        }
        assertThat(found).isEqualTo(text(testCase, "expected"));
    }
}
