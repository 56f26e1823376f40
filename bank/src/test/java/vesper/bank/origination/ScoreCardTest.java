package vesper.bank.origination;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import vesper.bank.origination.ScoreCard.Bin;
import vesper.bank.origination.ScoreCard.Scale;

class ScoreCardTest {
    private static final Bin MISSING = new Bin(null, 0, "not known");
    private static final ScoreCard CARD = new ScoreCard(
            "test",
            3,
            List.of(
                    new Scale(
                            Attribute.MONTHS_AS_CUSTOMER,
                            List.of(bin("6", 5, "new"), bin("24", 12, "settled"), bin(null, 20, "old")),
                            MISSING),
                    new Scale(
                            Attribute.LOAN_TO_INCOME_PCT,
                            List.of(bin("50", 40, "small"), bin(null, -10, "large")),
                            MISSING)));

    private static Bin bin(String below, int points, String reason) {
        return new Bin(below == null ? null : new BigDecimal(below), points, reason);
    }

    @Test
    void pointsOfTheBinsAddUp() {
        Score score = CARD.score(Map.of(
                Attribute.MONTHS_AS_CUSTOMER,
                BigDecimal.valueOf(7),
                Attribute.LOAN_TO_INCOME_PCT,
                new BigDecimal("49.99")));

        assertThat(score.points()).isEqualTo(52);
        assertThat(score.madeBy()).isEqualTo("test/3");
    }

    @Test
    void upperBoundBelongsToTheNextBin() {
        assertThat(CARD.score(Map.of(
                                Attribute.MONTHS_AS_CUSTOMER,
                                new BigDecimal("24.00"),
                                Attribute.LOAN_TO_INCOME_PCT,
                                BigDecimal.valueOf(50)))
                        .points())
                .isEqualTo(20 - 10);
    }

    @Test
    void attributeThatIsMissingHasABinOfItsOwn() {
        Score score = CARD.score(Map.of(Attribute.LOAN_TO_INCOME_PCT, BigDecimal.ONE));

        assertThat(score.points()).isEqualTo(40);
        assertThat(score.reasons()).extracting(Score.Reason::detail).containsExactly("not known", "small");
    }

    @Test
    void reasonsComeByWhatTheyCost() {
        Score score = CARD.score(Map.of(
                Attribute.MONTHS_AS_CUSTOMER, BigDecimal.ONE, Attribute.LOAN_TO_INCOME_PCT, BigDecimal.TEN.pow(3)));

        assertThat(score.reasons()).extracting(Score.Reason::lost).containsExactly(50, 15);
        assertThat(score.reasons()).extracting(Score.Reason::detail).containsExactly("large", "new");
    }

    @Test
    void binsThatLeaveAGapAreRefused() {
        assertThatThrownBy(() -> new Scale(Attribute.REFUSED_PAYMENTS, List.of(bin("3", 1, "few")), MISSING))
                .isInstanceOf(InvalidProductException.class)
                .hasMessage("refused_payments must leave its last bin, and no other, open");
        assertThatThrownBy(() -> new Scale(
                        Attribute.REFUSED_PAYMENTS,
                        List.of(bin("3", 1, ""), bin("3", 2, ""), bin(null, 1, "")),
                        MISSING))
                .hasMessage("refused_payments has bins out of order");
    }
}
