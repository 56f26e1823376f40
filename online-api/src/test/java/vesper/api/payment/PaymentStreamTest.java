package vesper.api.payment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import vesper.api.TestApi;
import vesper.api.TestApi.Answer;
import vesper.api.identity.TestTokens;
import vesper.api.payment.OpenStream.Event;
import vesper.api.signin.Sessions;
import vesper.api.signin.Sessions.Session;
import vesper.api.signin.TestCustomer;
import vesper.bank.account.Account;

class PaymentStreamTest {
    private final TestApi api = TestApi.shared();
    private final String client = "watcher-" + UUID.randomUUID();
    private String token;
    private Account account;

    @BeforeEach
    void registerClient() {
        api.register(client, "payments:write");
        token = api.token(client, "payments:write");
        account = api.testBank().current(1_000_00);
    }

    private String send(String with, String reference) {
        Map<String, String> transfer = Map.of(
                "type",
                "transfer",
                "from",
                account.number(),
                "to",
                api.testBank().current(0).number(),
                "amount",
                "1.00",
                "currency",
                "USD",
                "reference",
                reference);
        Answer answer = api.post("/v1/payments", transfer, "Authorization", "Bearer " + with, "Prefer", "wait=20");
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return answer.field("id");
    }

    private OpenStream open(String... headers) {
        return OpenStream.open(api, token, headers);
    }

    @Test
    void ownPaymentsAreToldWithTheirOutcomeAndNoOthers() {
        try (OpenStream stream = open()) {
            send(api.token(), "of another client");
            String mine = send(token, "mine");

            await().untilAsserted(() -> assertThat(stream.told()).containsExactly(mine + " booked"));
            Event event = stream.events().get(0);
            assertThat(event.name()).isEqualTo("payment");
            assertThat(event.data())
                    .isEqualTo(api.get("/v1/payments/" + mine, "Authorization", "Bearer " + token)
                            .json());
            assertThat(stream.header("Content-Type")).startsWith("text/event-stream");
            assertThat(stream.header("Cache-Control")).contains("no-store");
        }
    }

    @Test
    void customersAreToldWhatTheySent() {
        Session ada = TestCustomer.signedIn(api, Objects.requireNonNull(account.customerId()));
        String hers = new TestTokens(api, "payments:write", ada).sound();
        try (OpenStream stream = OpenStream.open(api, hers)) {
            send(token, "from her account, by a client");
            String sent = send(hers, "hers");

            await().untilAsserted(() -> assertThat(stream.told()).containsExactly(sent + " booked"));
        }
    }

    @Test
    void streamGoesOnWhereAnotherWasBrokenOff() {
        String last;
        String reviewed = send(token, "review me");
        try (OpenStream stream = open()) {
            String seen = send(token, "seen");
            await().untilAsserted(() -> assertThat(stream.told()).contains(seen + " booked"));
            last = stream.lastId();
        }
        String missed = send(token, "missed");
        long reviewCase = api.bank().cases().open(0, 1_000).stream()
                .filter(open -> open.paymentId().toString().equals(reviewed))
                .findFirst()
                .orElseThrow()
                .id();
        api.bank().cases().reject(reviewCase, "eve", "not hers");
        await().untilAsserted(() -> assertThat(api.get("/v1/payments/" + reviewed, "Authorization", "Bearer " + token)
                        .field("status"))
                .isEqualTo("rejected"));

        try (OpenStream stream = open("Last-Event-ID", last)) {
            await().untilAsserted(() -> assertThat(stream.told()).contains(missed + " booked", reviewed + " rejected"));
        }
    }

    @Test
    void streamInWhichNothingHappenedIsGoneOnFromItsBeginning() {
        String first;
        try (OpenStream stream = open()) {
            await().until(() -> !stream.lastId().isEmpty());
            first = stream.lastId();
        }
        String missed = send(token, "missed");

        try (OpenStream stream = open("Last-Event-ID", first)) {
            await().untilAsserted(() -> assertThat(stream.told()).containsExactly(missed + " booked"));
        }
    }

    @Test
    void whatIsTooLongAgoIsAGap() {
        send(token, "long ago");
        try (OpenStream stream = open("Last-Event-ID", "1000000")) {
            await().untilAsserted(() -> assertThat(stream.told()).containsExactly(" gap"));
            String next = send(token, "next");
            await().untilAsserted(() -> assertThat(stream.told()).containsExactly(" gap", next + " booked"));
        }
        assertThat(api.get("/v1/payments/stream", "Last-Event-ID", "soon").field("code"))
                .isEqualTo("invalid_cursor");
    }

    @Test
    void connectionShowsThatItLives() {
        try (OpenStream stream = open()) {
            await().until(() -> stream.comments() > 3);
            assertThat(stream.events()).isEmpty();
        }
    }

    @Test
    void streamEndsWithTheSignInItBelongsTo() {
        Session ada = TestCustomer.signedIn(api, Objects.requireNonNull(account.customerId()));
        try (OpenStream stream = OpenStream.open(api, new TestTokens(api, "payments:write", ada).sound());
                OpenStream other = open()) {
            await().until(() -> stream.comments() > 3);
            assertThat(stream.ended()).isFalse();

            api.bean(Sessions.class).end(ada.id(), ada.loginId());

            await().until(stream::ended);
            assertThat(other.ended()).isFalse();
        }
    }

    @Test
    void callerHasOnlySoManyOpen() {
        List<OpenStream> streams = new ArrayList<>();
        try {
            for (int i = 0; i < 4; i++) {
                streams.add(open());
            }
            Answer fifth = api.get("/v1/payments/stream", "Authorization", "Bearer " + token);

            assertThat(streams).allSatisfy(stream -> assertThat(stream.status()).isEqualTo(200));
            assertThat(fifth.status()).isEqualTo(429);
            assertThat(fifth.field("code")).isEqualTo("too_many_requests");
            assertThat(fifth.header("Retry-After")).isEqualTo("10");
            streams.remove(0).close();
            await().untilAsserted(() -> assertThat(api.get("/v1/payments/stream", "Authorization", "Bearer " + token)
                            .status())
                    .isEqualTo(200));
        } finally {
            streams.forEach(OpenStream::close);
        }
    }
}
