package vesper.api.signin;

import static org.assertj.core.api.Assertions.assertThat;
import static vesper.api.signin.TestCustomer.PASSWORD;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import org.junit.jupiter.api.Test;
import vesper.api.CanaryTopics;
import vesper.api.CollectedLog;
import vesper.api.TestApi;
import vesper.api.TestApi.Answer;
import vesper.bank.signin.Base32;

/** What a customer types and is, is found in no log line, no topic, no entry of the audit log and no answer that refuses. */
class PersonalDataTest {
    private final TestApi api = TestApi.shared();

    @Test
    void whatIsPersonalOrSecretIsFoundNowhereItDoesNotBelong() {
        Queue<String> lines;
        List<Answer> refusals = new ArrayList<>();
        TestCustomer ada;
        List<String> secrets;
        String number;
        try (CollectedLog log = new CollectedLog()) {
            lines = log.lines();
            ada = TestCustomer.enrolled(api);
            secrets = new ArrayList<>(ada.backupCodes);
            String token = ada.token("accounts:read payments:write");
            number = ada.account().number();
            secrets.addAll(
                    List.of(PASSWORD, token, Base32.encode(ada.secret()), ada.name, "Ada Nilsson", "1 Quay Street"));
            String bearer = "Bearer " + token;
            Map<String, String> transfer =
                    Map.of("type", "transfer", "from", number, "to", number, "amount", "1.00", "currency", "USD");
            refusals.add(api.post("/v1/payments", transfer, "Authorization", bearer));
            Map<String, String> taken = new HashMap<>(transfer);
            taken.put("to", api.testBank().current(0).number());
            assertThat(api.post("/v1/payments", taken, "Authorization", bearer).status())
                    .isEqualTo(202);
            refusals.add(api.post("/v1/payments", "{\"from\": \"" + PASSWORD, "Authorization", bearer));
            refusals.add(api.get("/v1/accounts/" + PASSWORD.replace(' ', '-'), "Authorization", bearer));
            refusals.add(api.get("/v1/sessions", "Authorization", "Bearer x" + token));
            refusals.add(ada.password(PASSWORD + "x"));
            refusals.add(ada.fill("/sign-in/code", "code", PASSWORD));
            assertThat(api.get("/v1/accounts/" + number, "Authorization", bearer)
                            .status())
                    .isEqualTo(200);
        }

        String answers = String.join("\n", refusals.stream().map(Answer::text).toList());
        assertThat(refusals).allSatisfy(answer -> assertThat(answer.status()).isGreaterThanOrEqualTo(200));
        assertThat(secrets).allSatisfy(secret -> {
            assertThat(lines.stream().filter(line -> line.contains(secret)))
                    .as(secret)
                    .isEmpty();
            assertThat(answers).doesNotContain(secret);
        });
        // The framework logs the path of each request at DEBUG.
        assertThat(lines.stream().filter(line -> line.contains(number) && !line.contains("/" + number)))
                .isEmpty();
        assertThat(answers).doesNotContain(number);
        assertThat(CanaryTopics.all(api)).isNotEmpty().doesNotContain(secrets).doesNotContain(number);
        assertThat(audit()).contains("api.getAccount").doesNotContain(secrets).doesNotContain(number);
    }

    private String audit() {
        return String.join(
                "",
                api.bank()
                        .jdbc()
                        .sql("select e::text from audit_event e")
                        .query(String.class)
                        .list());
    }
}
