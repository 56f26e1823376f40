package vesper.bank.signature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class WebhookSignatureTest {
    private static final byte[] BODY = "{\"amount\":1}".getBytes(StandardCharsets.UTF_8);
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    private final WebhookSignature ours = new WebhookSignature("whsec_b3VyIHNlY3JldCBmb3IgdGVzdHM=");
    private final WebhookSignature other = new WebhookSignature("YW5vdGhlciBzZWNyZXQ=");

    @Test
    @DisplayName("What was signed is accepted for five minutes, either way")
    void signedMessagesAreAccepted() {
        Map<String, String> headers = ours.sign("msg_1", NOW, BODY);
        for (long age : new long[] {-300, 0, 300}) {
            assertThatNoException().isThrownBy(() -> ours.verify(headers, BODY, NOW.plusSeconds(age)));
        }
        assertThat(fault(headers, NOW.plusSeconds(301))).isEqualTo("message is too old");
        assertThat(fault(headers, NOW.minusSeconds(301))).isEqualTo("message is ahead of time");
    }

    @Test
    @DisplayName("While a secret is replaced, one of two signatures is enough")
    void oneRightSignatureIsEnough() {
        Map<String, String> headers = new HashMap<>(ours.sign("msg_1", NOW, BODY));
        headers.merge(
                "webhook-signature",
                other.sign("msg_1", NOW, BODY).get("webhook-signature"),
                (right, wrong) -> "v1a,AAAA v1,%%% " + wrong + " " + right);
        assertThatNoException().isThrownBy(() -> ours.verify(headers, BODY, NOW));
        assertThatNoException().isThrownBy(() -> other.verify(headers, BODY, NOW));
    }

    @Test
    @DisplayName("A message that was changed in any part is refused")
    void changedMessagesAreRefused() {
        assertThat(changed(headers -> headers.put("webhook-id", "msg_2"))).contains("no signature");
        assertThat(changed(headers -> headers.put("webhook-timestamp", "" + (NOW.getEpochSecond() - 1))))
                .contains("no signature");
        assertThat(changed(headers -> headers.put("webhook-timestamp", "soon"))).contains("no number");
        assertThat(changed(headers -> headers.put("webhook-timestamp", "9223372036854775807")))
                .contains("ahead");
        assertThat(changed(headers -> headers.remove("webhook-signature"))).contains("webhook-signature is missing");
        assertThatExceptionOfType(SignatureException.class)
                .isThrownBy(() -> ours.verify(ours.sign("msg_1", NOW, BODY), new byte[] {1}, NOW));
        assertThatExceptionOfType(SignatureException.class)
                .isThrownBy(() -> ours.verify(other.sign("msg_1", NOW, BODY), BODY, NOW));
    }

    private String changed(Consumer<Map<String, String>> change) {
        Map<String, String> headers = new HashMap<>(ours.sign("msg_1", NOW, BODY));
        change.accept(headers);
        return fault(headers, NOW);
    }

    private String fault(Map<String, String> headers, Instant now) {
        try {
            ours.verify(headers, BODY, now);
            return "none";
        } catch (SignatureException e) {
            return e.getMessage();
        }
    }
}
