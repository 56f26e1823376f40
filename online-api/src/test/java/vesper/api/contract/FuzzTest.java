package vesper.api.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import vesper.api.TestApi;
import vesper.api.TestApi.Answer;
import vesper.api.contract.RequestGenerator.Generated;

/**
 * Requests made from the OpenAPI document, to each operation in turn, by callers with several scopes or none, are all answered as the
 * document promises: no status of 500 or above, no stack trace, and nothing done for who may not. {@code -Dfuzz.requests=100000}
 * sends more, {@code -Dfuzz.seed=N} others, {@code -Dfuzz.from=N} begins at a number; a failure names both and the request itself.
 */
class FuzzTest {
    private static final int REQUESTS = Integer.getInteger("fuzz.requests", 4_000);
    private static final int FROM = Integer.getInteger("fuzz.from", 0);
    private static final long SEED = Long.getLong("fuzz.seed", 20_260_105L);
    /** Callers and their things are made anew after so many. */
    private static final int RENEWED = 1_000;

    private static final int ENOUGH_FOR_ALL = 3_000;

    private final TestApi api = TestApi.shared();
    private final JsonNode document = DescribedOperation.document(api);
    private final List<DescribedOperation> operations = DescribedOperation.all(document);
    private final KnownThings known = new KnownThings();
    private final FuzzCallers callers = new FuzzCallers(api, known);
    private final RequestGenerator requests = new RequestGenerator(api, document, operations, known, callers, SEED);
    /** Answers by operation and status. */
    private final Map<String, Map<Integer, Integer>> answers = new TreeMap<>();

    @Test
    void nothingThatIsSentBreaksTheApi() {
        long start = System.nanoTime();
        for (int n = FROM; n < FROM + REQUESTS; n++) {
            if (n % RENEWED == RENEWED - 1) {
                callers.renew();
            }
            Generated generated = requests.request(n);
            Answer answer = api.send(generated.request());

            assertPromised(n, generated, answer);
            known.learn(generated.operation(), answer);
            answers.computeIfAbsent(generated.operation().id(), any -> new TreeMap<>())
                    .merge(answer.status(), 1, Integer::sum);
        }
        System.out.printf(
                "fuzz: %d requests of seed %d in %d s: %s%n",
                REQUESTS, SEED, TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - start), answers);
        if (REQUESTS >= ENOUGH_FOR_ALL) {
            assertThat(answers).as("every operation was sent").hasSameSizeAs(operations);
        }
    }

    private void assertPromised(int n, Generated generated, Answer answer) {
        try {
            assertThat(answer.status()).isLessThan(500);
            if (!generated.caller().may()) {
                assertThat(answer.status()).as("of who may not").isGreaterThanOrEqualTo(400);
            }
            generated.operation().assertPromised(answer);
        } catch (AssertionError e) {
            throw new AssertionError(
                    "request %d (-Dfuzz.seed=%d -Dfuzz.from=%d -Dfuzz.requests=1) was answered %d %s%n%s%n"
                                    .formatted(n, SEED, n, answer.status(), answer.text(), generated.curl(api))
                            + Objects.toString(e.getMessage()),
                    e);
        }
    }
}
