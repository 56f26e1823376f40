package vesper.api.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import vesper.api.TestApi;
import vesper.api.TestApi.Answer;
import vesper.api.caller.Scope;
import vesper.api.contract.RequestGenerator.Generated;
import vesper.api.identity.TestTokens;
import vesper.api.signin.TestCustomer;
import vesper.bank.account.Account;

/**
 * Requests made from the OpenAPI document, thousands of them nearly right, are all answered as the document promises: no
 * status of 500 or above, no stack trace. {@code -Dfuzz.requests=100000} sends more, {@code -Dfuzz.seed=N} others.
 */
class FuzzTest {
    private static final int REQUESTS = Integer.getInteger("fuzz.requests", 3_000);
    private static final long SEED = Long.getLong("fuzz.seed", 20_260_105L);

    private final TestApi api = TestApi.shared();

    @Test
    void nothingThatIsSentBreaksTheApi() {
        Account account = api.testBank().current(1_000_00);
        RequestGenerator generator = new RequestGenerator(api, known(account), SEED);
        String customer = customersToken(account);

        for (int n = 1; n <= REQUESTS; n++) {
            Generated generated = generator.next();
            if (Scope.of(generated.operation().scope())
                    .filter(Scope::isForClients)
                    .isEmpty()) {
                generated.request().setHeader("Authorization", "Bearer " + customer);
            }
            Answer answer = api.send(generated.request());

            assertThat(answer.status())
                    .as("request %d of seed %d: %s -> %s", n, SEED, generated.sent(), answer.text())
                    .isLessThan(500);
            generated.operation().assertPromised(answer);
        }
    }

    /** For what only customers do. */
    private String customersToken(Account account) {
        String scopes = Arrays.stream(Scope.values())
                .filter(Scope::isForCustomers)
                .map(Scope::value)
                .collect(Collectors.joining(" "));
        return new TestTokens(api, scopes, TestCustomer.signedIn(api, account.customerId())).sound();
    }

    private List<String> known(Account account) {
        Answer payment = api.post(
                "/v1/payments", Map.of("type", "deposit", "to", account.number(), "amount", "1.00", "currency", "USD"));
        return List.of(
                account.number(),
                api.testBank().current(5_00).number(),
                payment.field("id"),
                UUID.randomUUID().toString(),
                "USD",
                "12.34");
    }
}
