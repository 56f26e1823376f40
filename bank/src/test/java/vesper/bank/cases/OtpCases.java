package vesper.bank.cases;

import static org.assertj.core.api.Assertions.assertThat;
import static vesper.bank.cases.CaseFields.text;
import static vesper.bank.cases.CaseFields.whole;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import tools.jackson.databind.JsonNode;
import vesper.bank.otp.OneTimePassword;

/** One-time passwords by counter and by time. */
final class OtpCases implements CaseFamily {
    @Override
    public String name() {
        return "otp";
    }

    @Override
    public double bar() {
        return 1;
    }

    @Override
    public void check(JsonNode testCase) {
        CaseFields.requireKnown(
                testCase,
                "type",
                "secret_ascii",
                "counter",
                "unix_time",
                "step_seconds",
                "digits",
                "algorithm",
                "expected");
        OneTimePassword password = new OneTimePassword(
                text(testCase, "secret_ascii").getBytes(StandardCharsets.US_ASCII),
                hash(text(testCase, "algorithm")),
                whole(testCase, "digits"),
                Duration.ofSeconds(testCase.path("step_seconds").asLong(30)));
        String shown = switch (text(testCase, "type")) {
            case "HOTP" -> password.at(testCase.path("counter").asLong());
            case "TOTP" ->
                password.at(Instant.ofEpochSecond(testCase.path("unix_time").asLong()));
            default -> throw new UnsupportedCaseException("type " + text(testCase, "type"));
        };
        assertThat(shown).isEqualTo(text(testCase, "expected"));
    }

    private static OneTimePassword.Hash hash(String name) {
        for (OneTimePassword.Hash hash : OneTimePassword.Hash.values()) {
            if (hash.name().equals(name)) {
                return hash;
            }
        }
        throw new UnsupportedCaseException("algorithm " + name);
    }
}
