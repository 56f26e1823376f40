package vesper.api.dispute;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import vesper.api.TestApi;
import vesper.api.TestApi.Answer;

class DisputeTest {
    private final TestApi api = TestApi.shared();

    private UUID payment() {
        String card = api.card(api.testBank().current(100_00));
        Answer sent = api.post(
                "/v1/payments",
                Map.of("type", "card_payment", "card", card, "merchant", "Cafe", "amount", "9.00", "currency", "USD"),
                "Prefer",
                "wait=10");
        return UUID.fromString(sent.field("id"));
    }

    private String label(UUID payment) {
        return api.bank()
                .jdbc()
                .sql("select source || ' ' || fraud from payment_label where payment_id = :id")
                .param("id", payment)
                .query(String.class)
                .optional()
                .orElse("none");
    }

    @Test
    void paymentThatWasNotThePayersIsALabelOfFraud() {
        UUID payment = payment();

        Answer opened =
                api.post("/v1/disputes", Map.of("payment", payment, "reason", "not_me", "note", "Not me.\nNo."));

        assertThat(opened.status()).as(opened.text()).isEqualTo(201);
        assertThat(opened.field("reason")).isEqualTo("not_me");
        assertThat(api.get(opened.header("Location")).text()).isEqualTo(opened.text());
        assertThat(label(payment)).isEqualTo("customer true");
    }

    @Test
    void otherReasonsSayNothingOfFraudAndTheFirstDisputeStays() {
        UUID payment = payment();

        Answer first = api.post("/v1/disputes", Map.of("payment", payment, "reason", "not_received"));
        Answer second = api.post("/v1/disputes", Map.of("payment", payment, "reason", "not_me"));

        assertThat(second.text()).isEqualTo(first.text());
        assertThat(label(payment)).isEqualTo("none");
    }

    @Test
    void paymentThatWasThePayersIsALabelOnceAndTakesADisputeBack() {
        UUID payment = payment();
        api.post("/v1/disputes", Map.of("payment", payment, "reason", "not_me"));

        Answer first = api.post("/v1/disputes/confirmations", Map.of("payment", payment));
        Answer again = api.post("/v1/disputes/confirmations", Map.of("payment", payment));

        assertThat(first.status()).as(first.text()).isEqualTo(200);
        assertThat(again.text()).isEqualTo(first.text());
        assertThat(api.bank()
                        .jdbc()
                        .sql(
                                "select source || ' ' || fraud from payment_label where payment_id = :id order by known_at")
                        .param("id", payment)
                        .query(String.class)
                        .list())
                .containsExactly("customer true", "customer false");
        assertThat(api.bank().disputes().said(payment)).contains(true);
        assertThat(api.bank().disputes().said(payment())).isEmpty();
        assertThat(api.post("/v1/disputes/confirmations", Map.of("payment", UUID.randomUUID()))
                        .field("code"))
                .isEqualTo("unknown_payment");
    }

    @Test
    void disputeOfNothingOrForNoReasonIsRefused() {
        assertThat(api.post("/v1/disputes", Map.of("payment", UUID.randomUUID(), "reason", "not_me"))
                        .field("code"))
                .isEqualTo("unknown_payment");
        assertThat(api.post("/v1/disputes", Map.of("payment", payment(), "reason", "angry"))
                        .field("code"))
                .isEqualTo("unknown_value");
        assertThat(api.post("/v1/disputes", Map.of()).field("code")).isEqualTo("several_errors");
    }
}
