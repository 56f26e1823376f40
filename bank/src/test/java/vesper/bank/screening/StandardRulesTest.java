package vesper.bank.screening;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import vesper.bank.event.DecisionKind;
import vesper.bank.event.DecisionReason;

/** A card that pays small amounts by day, and what then happens to it. */
class StandardRulesTest {
    private static final long NOON = Instant.parse("2023-06-05T12:00:00Z").toEpochMilli();
    private static final long DAY = 86_400_000;

    private CardHistory card = CardHistory.NONE;
    private MerchantHistory merchant = MerchantHistory.NONE;
    private long id;

    StandardRulesTest() {
        for (int day = 60; day > 0; day--) {
            pay(NOON - day * DAY, 1_500 + day % 7 * 300L, true);
        }
    }

    private Decision pay(long timeMs, long amountMinor, boolean byCard) {
        ScreenedPayment p = CardHistoryTest.payment(timeMs, amountMinor, id++, 0, 1, 1, byCard);
        Decision decision = StandardRules.RULES.decide(merchant.features(p, card.features(p)));
        card = card.plus(p);
        merchant = merchant.plus(p);
        return decision;
    }

    @Test
    void theUsualPaymentIsApprovedWithoutAReason() {
        assertThat(pay(NOON, 1_800, true))
                .isEqualTo(new Decision(DecisionKind.APPROVE, 0, List.of(), StandardRules.RULES.version()));
    }

    @Test
    void aHighAmountByDayIsNotEnoughToStopAPayment() {
        assertThat(pay(NOON, 20_000, true).kind()).isEqualTo(DecisionKind.APPROVE);
    }

    @Test
    void aHighAmountAtNightIsReviewedOrDeclined() {
        Decision decision = pay(NOON + DAY / 2, 98_000, true);
        assertThat(decision.kind()).isEqualTo(DecisionKind.DECLINE);
        assertThat(decision.reasons())
                .extracting(DecisionReason::getCode)
                .contains("night-hours", "unusual-hour", "amount-high-for-merchant", "spend-very-high");
        assertThat(decision.score())
                .isEqualTo(decision.reasons().stream()
                        .mapToInt(DecisionReason::getContribution)
                        .sum());
    }

    @Test
    void cardTestingIsReviewed() {
        Decision last = null;
        for (int i = 0; i < 12; i++) {
            last = pay(NOON + i * 1_000L, 1_500, true);
        }
        assertThat(last.kind()).isEqualTo(DecisionKind.REVIEW);
        assertThat(last.reasons())
                .extracting(DecisionReason::getCode)
                .containsExactly("burst-hour", "burst-minute", "burst-long");
    }

    @Test
    void aLargeTransferIsReviewedAndASmallOneIsNot() {
        assertThat(pay(NOON, 5_000_000, false).kind()).isNotEqualTo(DecisionKind.APPROVE);
        assertThat(pay(NOON + DAY * 2, 2_000, false).kind()).isEqualTo(DecisionKind.APPROVE);
    }
}
