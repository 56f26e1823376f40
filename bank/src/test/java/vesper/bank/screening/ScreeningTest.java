package vesper.bank.screening;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import vesper.bank.event.DecisionKind;
import vesper.bank.event.DecisionReason;
import vesper.bank.event.EventCodec;
import vesper.bank.event.PaymentDecided;
import vesper.bank.event.PaymentKind;
import vesper.bank.event.PaymentSubmitted;

/** A card that pays small amounts by day, and what then happens to it, judged by what is shipped. */
class ScreeningTest {
    private static final Instant NOON = Instant.parse("2023-06-05T12:00:00Z");
    private static final long HOUR = 3_600;
    private static final long DAY = 24 * HOUR;
    private static final Screening SHIPPED =
            new Screening(RuleFile.parse(RuleFile.standard()), FraudModel.standard(), null);

    private CardHistory card = CardHistory.NONE;
    private MerchantHistory merchant = MerchantHistory.NONE;
    private Screening screening = SHIPPED;
    private long id;

    static PaymentSubmitted.Builder payment(Instant time, long amountMinor) {
        return PaymentSubmitted.newBuilder()
                .setId(new UUID(1, 1))
                .setClientId("shop")
                .setKind(PaymentKind.CARD_PAYMENT)
                .setDebtorAccountId(100)
                .setCreditorAccountId(7)
                .setCardId(new UUID(2, 2))
                .setAmountMinor(amountMinor)
                .setCurrency("USD")
                .setMerchant("Kirlin and Sons")
                .setCategory("grocery_pos")
                .setOccurredAt(time)
                .setAcceptedAt(time)
                .setBusinessDate(LocalDate.parse("2023-06-05"))
                .setRequestHash(ByteBuffer.wrap(new byte[32]));
    }

    private PaymentDecided pay(PaymentSubmitted.Builder builder) {
        PaymentSubmitted event = builder.setId(new UUID(3, id++)).build();
        ScreenedPayment p = ScreenedPayment.of(event);
        Features features = merchant.features(p, card.features(p));
        card = card.plus(p);
        merchant = merchant.plus(p);
        return screening.decide(event, features, 0, id);
    }

    private void habit() {
        for (int day = 60; day > 0; day--) {
            pay(payment(NOON.minusSeconds(day * DAY), 1_500 + day % 7 * 300L));
        }
    }

    private static List<String> codes(PaymentDecided decision) {
        return decision.getReasons().stream().map(DecisionReason::getCode).toList();
    }

    private static int points(PaymentDecided decision) {
        return decision.getReasons().stream()
                .mapToInt(DecisionReason::getContribution)
                .sum();
    }

    @Test
    void theUsualPaymentIsApproved() {
        habit();
        PaymentDecided decision = pay(payment(NOON, 1_800));
        assertThat(decision.getDecision()).isEqualTo(DecisionKind.APPROVE);
        assertThat(decision.getProbability()).isLessThan(0.01);
        assertThat(decision.getModelVersion()).isEqualTo("sparkov-2023-1");
    }

    @Test
    void aHighAmountAtNightIsStoppedAndTheModelSaysWhy() {
        habit();
        PaymentDecided decision = pay(payment(NOON.plusSeconds(11 * HOUR), 98_000));
        assertThat(decision.getDecision()).isIn(DecisionKind.REVIEW, DecisionKind.DECLINE);
        assertThat(codes(decision)).anyMatch(code -> code.startsWith("model:"));
        assertThat(decision.getScore()).isEqualTo(Math.min(100, Math.max(0, points(decision))));
        int ofModel = decision.getReasons().stream()
                .filter(reason -> reason.getCode().startsWith("model:"))
                .mapToInt(DecisionReason::getContribution)
                .sum();
        assertThat(ofModel).isEqualTo((int) Math.rint(100 * decision.getProbability()));
    }

    @Test
    void cardTestingIsReviewed() {
        habit();
        PaymentDecided last = null;
        for (int i = 0; i < 6; i++) {
            last = pay(payment(NOON.plusSeconds(i), 100).setMerchant("Shop " + i));
        }
        assertThat(last.getDecision()).isIn(DecisionKind.REVIEW, DecisionKind.DECLINE);
        assertThat(codes(last)).contains("card-testing", "burst-minute");
    }

    @Test
    void transfersJustBelowTheLimitAreReviewed() {
        PaymentSubmitted.Builder transfer = payment(NOON, 950_000)
                .setKind(PaymentKind.TRANSFER)
                .setCardId(null)
                .setMerchant(null);
        pay(transfer);
        PaymentDecided second = pay(transfer);
        assertThat(second.getDecision()).isIn(DecisionKind.REVIEW, DecisionKind.DECLINE);
        assertThat(codes(second)).contains("structuring");
    }

    @Test
    void withoutAModelAHighAmountIsReviewedAndEveryDecisionSaysSo() {
        screening = new Screening(SHIPPED.rules(), null, null);
        habit();
        PaymentDecided small = pay(payment(NOON, 1_800));
        PaymentDecided high = pay(payment(NOON.plusSeconds(60), 30_000));
        assertThat(codes(small)).contains("model-missing");
        assertThat(small.getProbability()).isNull();
        assertThat(high.getDecision()).isEqualTo(DecisionKind.REVIEW);
    }

    @Test
    void aChallengerScoresAndDecidesNothing() {
        habit();
        PaymentDecided alone = pay(payment(NOON, 1_800));
        screening = new Screening(SHIPPED.rules(), SHIPPED.model(), SHIPPED.model());
        PaymentDecided challenged =
                screening.decide(alone.getPayment(), Features.of(alone.getFeatures()), 0, alone.getSourceOffset());
        assertThat(challenged.getDecision()).isEqualTo(alone.getDecision());
        assertThat(challenged.getScore()).isEqualTo(alone.getScore());
        assertThat(codes(challenged)).contains("challenger:sparkov-2023-1");
    }

    @Test
    void theSameFeaturesGiveTheSameBytes() {
        habit();
        PaymentDecided decision = pay(payment(NOON.plusSeconds(11 * HOUR), 98_000));
        PaymentDecided again = new Screening(RuleFile.parse(RuleFile.standard()), FraudModel.standard(), null)
                .decide(decision.getPayment(), Features.of(decision.getFeatures()), 0, decision.getSourceOffset());
        assertThat(EventCodec.DECIDED.encode(again)).isEqualTo(EventCodec.DECIDED.encode(decision));
    }

    @Test
    void listsGoBeforeAllElseUntilTheyEnd() {
        String rules = RuleFileTest.with("""
                "lists": [
                  {"list": "block", "kind": "merchant", "value": "Bad Shop", "until": "2023-06-06T00:00:00Z", "reason": "closed"},
                  {"list": "block", "kind": "internet_address", "value": "81.2.69.142", "until": "2023-06-06T00:00:00Z", "reason": "bots"},
                  {"list": "allow", "kind": "account", "value": "100", "until": "2023-06-07T00:00:00Z", "reason": "travels"}],
                "snoozes": [{"rule": "always", "account": 100, "until": "2023-06-08T00:00:00Z"},
                            {"rule": "always", "customer": 42, "until": "2023-06-09T00:00:00Z"}],
                """, RuleFileTest.rule("always", "amount > 0.0", "active"));
        screening = new Screening(RuleFile.parse(rules), null, null);
        assertThat(codes(pay(payment(NOON, 100).setMerchant("Bad Shop")))).containsExactly("blocked:merchant");
        assertThat(codes(pay(payment(NOON, 100).setIp("81.2.69.142")))).containsExactly("blocked:internet_address");
        assertThat(codes(pay(payment(NOON, 100).setIp("81.2.69.143")))).containsExactly("allowed:account");
        assertThat(codes(pay(payment(NOON.plusSeconds(2 * DAY), 100).setMerchant("Bad Shop"))))
                .containsExactly("model-missing", "snoozed:always");
        assertThat(codes(pay(payment(NOON.plusSeconds(3 * DAY), 100)))).containsExactly("model-missing", "always");
        assertThat(codes(pay(payment(NOON.plusSeconds(3 * DAY), 100)
                        .setDebtorAccountId(101)
                        .setCustomerId(42L))))
                .as("the customer's other account")
                .containsExactly("model-missing", "snoozed:always");
        assertThat(codes(pay(payment(NOON.plusSeconds(3 * DAY), 100)
                        .setDebtorAccountId(42)
                        .setCustomerId(100L))))
                .as("a customer with the id of the account")
                .containsExactly("model-missing", "always");
        assertThat(codes(pay(payment(NOON.plusSeconds(4 * DAY), 100).setCustomerId(42L))))
                .containsExactly("model-missing", "always");
    }

    @Test
    void anyAmountIsJudgedAndADepositPasses() {
        assertThat(pay(payment(NOON, 1_000_000_000_000_000L)).getDecision())
                .isIn(DecisionKind.REVIEW, DecisionKind.DECLINE);
        assertThat(pay(payment(NOON, 1_000_000_000_000_000L).setKind(PaymentKind.DEPOSIT))
                        .getDecision())
                .isEqualTo(DecisionKind.APPROVE);
    }
}
