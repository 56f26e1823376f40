package vesper.api.payment;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import vesper.api.CollectedLog;
import vesper.api.TestApi;
import vesper.api.TestApi.Answer;
import vesper.bank.account.Account;
import vesper.bank.event.EventCodec;
import vesper.bank.event.PaymentSubmitted;
import vesper.bank.event.UnreadableEventException;

public class SubmitPaymentTest {
    private final TestApi api = TestApi.shared();
    private Account account;
    private String card;

    @BeforeEach
    void openAccount() {
        account = api.testBank().current(100_00);
        card = api.card(account);
    }

    @Test
    void cardPaymentIsAcceptedWithItsPlace() {
        Answer answer = api.post("/v1/payments", cardPayment("12.34"));

        assertThat(answer.status()).as(answer.text()).isEqualTo(202);
        assertThat(answer.field("status")).isEqualTo("accepted");
        assertThat(answer.field("businessDate")).isEqualTo("2023-06-05");
        assertThat(answer.header("Location")).isEqualTo("/v1/payments/" + answer.field("id"));
        await(() ->
                assertThat(api.get(answer.header("Location")).field("status")).isEqualTo("booked"));
        assertThat(api.testBank().balance(account)).isEqualTo(100_00 - 12_34);
    }

    @Test
    void addressThatTheCustomerPaidFromIsToldToScreeningAndToNoLog() throws UnreadableEventException {
        Map<String, Object> payment = cardPayment("12.34");
        payment.put("ip", "::ffff:81.2.69.142");
        Answer answer;
        try (CollectedLog log = new CollectedLog()) {
            answer = api.post("/v1/payments", payment, "Prefer", "wait=10");
            payment.put("ip", "81.2.69.142 ");
            assertThat(api.post("/v1/payments", payment).text())
                    .contains("must be an IPv4 or IPv6 address")
                    .doesNotContain("81.2.69");
            assertThat(log.lines()).isNotEmpty().noneMatch(line -> line.contains("81.2.69"));
        }

        assertThat(recorded(api, answer).getIp()).isEqualTo("81.2.69.142");
    }

    /** The payment of an answer, as it was sent to screening. */
    public static PaymentSubmitted recorded(TestApi api, Answer answer) throws UnreadableEventException {
        return EventCodec.DECIDED
                .decode(api.bank()
                        .jdbc()
                        .sql("select decision from payment where id = cast(:id as uuid)")
                        .param("id", answer.field("id"))
                        .query(byte[].class)
                        .single())
                .getPayment();
    }

    @Test
    void waitingCallerGetsTheOutcome() {
        Answer answer = api.post("/v1/payments", cardPayment("12.34"), "Prefer", "wait=10");

        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        assertThat(answer.field("status")).isEqualTo("booked");
        assertThat(answer.field("bookingDate")).isEqualTo("2023-06-05");
        assertThat(answer.header("Preference-Applied")).isEqualTo("wait=10");
    }

    @Test
    void whoAsksNotToWaitIsAnsweredOnceItIsAccepted() {
        Answer answer = api.post("/v1/payments", cardPayment("12.34"), "Prefer", "respond-async");

        assertThat(answer.status()).as(answer.text()).isEqualTo(202);
        assertThat(answer.field("status")).isEqualTo("accepted");
        assertThat(answer.header("Preference-Applied")).isEqualTo("respond-async");
        assertThat(api.post("/v1/payments", cardPayment("1.00")).header("Preference-Applied"))
                .isEmpty();
    }

    @Test
    void refusalOfTheLedgerIsAnOutcomeWithItsReason() {
        Answer answer = api.post("/v1/payments", cardPayment("100.01"), "Prefer", "wait=10");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.field("status")).isEqualTo("refused");
        assertThat(answer.field("reason")).isEqualTo("insufficient_funds");
    }

    @Test
    void reviewIsAnOutcomeThatMayChange() {
        Map<String, Object> request = cardPayment("12.34");
        request.put("reference", "review me");

        Answer answer = api.post("/v1/payments", request, "Prefer", "respond-async, wait=10");
        assertThat(answer.field("status")).isEqualTo("in_review");

        long reviewCase = api.bank().cases().open(0, 1000).stream()
                .filter(open -> open.paymentId().toString().equals(answer.field("id")))
                .findFirst()
                .orElseThrow()
                .id();
        api.bank().cases().reject(reviewCase, "eve", "not hers");
        await(() ->
                assertThat(api.get(answer.header("Location")).field("status")).isEqualTo("rejected"));
        assertThat(api.get(answer.header("Location")).field("reason")).isEqualTo("rejected_by_analyst");
    }

    @Test
    void transferAndDepositMoveMoney() {
        Account other = api.testBank().current(0);

        Answer transfer = api.post(
                "/v1/payments",
                Map.of(
                        "type",
                        "transfer",
                        "from",
                        account.number(),
                        "to",
                        other.number(),
                        "amount",
                        "10",
                        "currency",
                        "USD",
                        "reference",
                        "Rent"),
                "Prefer",
                "wait=10");
        Answer deposit = api.post(
                "/v1/payments",
                Map.of("type", "deposit", "to", other.number(), "amount", "5.5", "currency", "USD"),
                "Prefer",
                "wait=10");

        assertThat(transfer.field("status")).as(transfer.text()).isEqualTo("booked");
        assertThat(deposit.field("status")).as(deposit.text()).isEqualTo("booked");
        assertThat(api.testBank().balance(other)).isEqualTo(15_50);
        assertThat(api.testBank().balance(account)).isEqualTo(90_00);
    }

    @Test
    void paymentIsSeenByItsSenderOnly() {
        api.register("other-shop", "payments:write");
        String location = api.post("/v1/payments", cardPayment("1.00")).header("Location");

        String other = "Bearer " + api.token("other-shop", "payments:write");
        assertThat(api.get(location, "Authorization", other).status()).isEqualTo(404);
        assertThat(api.get("/v1/payments/" + UUID.randomUUID()).field("code")).isEqualTo("not_found");
        assertThat(api.get("/v1/payments/1-1-1-1-1").status()).isEqualTo(404);
    }

    private Map<String, Object> cardPayment(String amount) {
        return new HashMap<>(Map.of(
                "type", "card_payment",
                "card", card,
                "merchant", "Harbour Books",
                "category", "shopping_pos",
                "amount", amount,
                "currency", "USD",
                "time", "2023-06-05T10:00:00Z"));
    }

    private static void await(org.awaitility.core.ThrowingRunnable condition) {
        Awaitility.await().atMost(Duration.ofSeconds(20)).untilAsserted(condition);
    }
}
