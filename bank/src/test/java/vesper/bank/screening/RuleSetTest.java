package vesper.bank.screening;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import vesper.bank.event.DecisionKind;
import vesper.bank.event.DecisionReason;

class RuleSetTest {
    private static Rule rule(String code, int points) {
        return new Rule(
                code,
                "{amount} in hour {hour}, {card_hour_share} of payments",
                points,
                f -> f.get(Feature.AMOUNT) >= 100);
    }

    private static Features amount(double minor) {
        Features features = new Features();
        features.set(Feature.AMOUNT, minor);
        features.set(Feature.CARD_HOUR_SHARE, 0.26);
        return features;
    }

    @Test
    void scoreIsTheSumOfTheHitsWithin0And100() {
        assertThat(new RuleSet("v", List.of(rule("a", 30), rule("b", 25)), 50, 90).decide(amount(100)))
                .isEqualTo(new Decision(
                        DecisionKind.REVIEW,
                        55,
                        List.of(
                                new DecisionReason("a", 30, "100 in hour 0, 0.3 of payments"),
                                new DecisionReason("b", 25, "100 in hour 0, 0.3 of payments")),
                        "v"));
        assertThat(new RuleSet("v", List.of(rule("a", 90), rule("b", 90)), 50, 90)
                        .decide(amount(100))
                        .score())
                .isEqualTo(100);
        assertThat(new RuleSet("v", List.of(rule("a", -90)), 50, 90)
                        .decide(amount(100))
                        .score())
                .isZero();
    }

    @Test
    void thresholdsAreInclusive() {
        RuleSet rules = new RuleSet("v", List.of(rule("a", 49)), 49, 50);
        assertThat(rules.decide(amount(100)).kind()).isEqualTo(DecisionKind.REVIEW);
        assertThat(rules.decide(amount(99)).kind()).isEqualTo(DecisionKind.APPROVE);
        assertThat(new RuleSet("v", List.of(rule("a", 50)), 49, 50)
                        .decide(amount(100))
                        .kind())
                .isEqualTo(DecisionKind.DECLINE);
    }

    @Test
    void twoRulesOfOneCodeAreRefused() {
        assertThatThrownBy(() -> new RuleSet("v", List.of(rule("a", 1), rule("a", 2)), 50, 90))
                .hasMessageContaining("two rules are called a");
    }

    @Test
    void aReasonThatNamesNoFeatureIsRefused() {
        assertThatThrownBy(() -> new Rule("a", "{amuont} is high", 1, f -> true))
                .hasMessage("no feature is called amuont");
    }

    @Test
    void noStandardRuleAloneReachesReview() {
        for (Rule rule : StandardRules.RULES.rules()) {
            assertThat(rule.points()).as(rule.code()).isLessThan(StandardRules.RULES.reviewAt());
        }
    }
}
