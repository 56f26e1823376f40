package vesper.bank.screening;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cel.runtime.CelEvaluationException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import vesper.bank.event.PaymentSubmitted;

class RuleFileTest {
    private static final PaymentSubmitted PAYMENT =
            ScreeningTest.payment(Instant.parse("2023-06-05T12:00:00Z"), 7).build();

    static String with(String more, String... rules) {
        return """
                {"version": "v", "thresholds": {"challenge": 20, "review": 50, "decline": 90, "withoutModelMinor": 100000},
                 %s "rules": [%s]}""".formatted(more, String.join(",", rules));
    }

    static String rule(String code, String when, String state) {
        return """
                {"code": "%s", "owner": "me", "version": 1, "state": "%s", "weight": 10, "action": "approve",
                 "when": "%s", "reason": "{amount} paid", "hit": {"amount": 5}, "miss": {"amount": -5}}""".formatted(code, state, when);
    }

    static List<Rule> standard() {
        return RuleFile.parse(RuleFile.standard()).rules();
    }

    @Test
    void thereAreEnoughRulesAndEachHasAnOwner() {
        assertThat(standard()).hasSizeGreaterThanOrEqualTo(40).allSatisfy(rule -> {
            assertThat(rule.owner()).isNotBlank();
            assertThat(rule.hit()).isNotEmpty();
            assertThat(rule.miss()).isNotEmpty();
        });
        assertThat(standard().stream().filter(rule -> rule.state() == Rule.State.ACTIVE))
                .hasSizeGreaterThanOrEqualTo(33);
    }

    /** Reading the file checks this too; here it is asked of the condition alone. */
    @ParameterizedTest
    @MethodSource("standard")
    void eachRuleHitsItsExampleAndNotTheOther(Rule rule) throws CelEvaluationException {
        RuleCompiler.Condition condition = RuleCompiler.compile(rule.when());
        assertThat(condition.holds(Features.of(rule.hit()))).isTrue();
        assertThat(condition.holds(Features.of(rule.miss()))).isFalse();
    }

    /** Decisions that they made are recorded and must be made again as they were. */
    @Test
    void rulesThatWereShippedOnceAreStillKnown() {
        assertThat(List.of("standard-2", "standard-3", "standard-4"))
                .allSatisfy(earlier -> assertThat(RuleFile.shipped(earlier).map(RuleFile::parse))
                        .hasValueSatisfying(rules -> assertThat(rules.version()).isEqualTo(earlier)));
        assertThat(RuleFile.shipped("standard-5")).contains(RuleFile.standard());
        assertThat(RuleFile.shipped("standard-0")).isEmpty();
        assertThat(RuleFile.shipped("../rules")).isEmpty();
    }

    @Test
    void whatCannotBeUsedIsRefusedWithItsReason() {
        assertThatThrownBy(() -> RuleFile.parse("{")).hasMessageContaining("no JSON");
        assertThatThrownBy(() -> RuleFile.parse(with("", rule("a", "amuont > 0.0", "active"))))
                .hasMessageContaining("rule a")
                .hasMessageContaining("amuont");
        assertThatThrownBy(() -> RuleFile.parse(with("", rule("a", "amount", "active"))))
                .hasMessageContaining("does not compile");
        assertThatThrownBy(() -> RuleFile.parse(with("", rule("a", "amount > 10.0", "active"))))
                .hasMessageContaining("does not hit its example");
        assertThatThrownBy(() -> RuleFile.parse(with("", rule("a", "true", "active"))))
                .hasMessageContaining("must not");
        assertThatThrownBy(() -> RuleFile.parse(
                        with("", rule("a", "amount > 0.0", "active"), rule("a", "amount > 0.0", "active"))))
                .hasMessageContaining("two rules are called a");
        assertThatThrownBy(() -> RuleFile.parse(with("\"extra\": 1,"))).hasMessageContaining("extra");
        assertThatThrownBy(() -> RuleFile.parse(with("", rule("a", "amount > 0.0", "sleeping"))))
                .hasMessageContaining("sleeping");
    }

    /** Ids are of 64 bits. */
    @Test
    void aSnoozeNamesAnyCustomerOrAccount() {
        String snooze = "\"snoozes\": [{\"rule\": \"a\", \"account\": %s, \"until\": \"2023-06-08T00:00:00Z\"}],";
        assertThat(RuleFile.parse(with(snooze.formatted(Long.MAX_VALUE), rule("a", "amount > 0.0", "active")))
                        .lists()
                        .snoozes())
                .containsExactly(new Lists.Snooze(
                        "a",
                        Lists.Whose.ACCOUNT,
                        Long.MAX_VALUE,
                        Instant.parse("2023-06-08T00:00:00Z").toEpochMilli()));
        for (String none : List.of("1.5", "\"7\"", "9223372036854775808")) {
            assertThatThrownBy(() -> RuleFile.parse(with(snooze.formatted(none))))
                    .hasMessageContaining("account must be a whole number");
        }
        for (String neither : List.of("", "\"customer\": 1, \"account\": 1,")) {
            assertThatThrownBy(() -> RuleFile.parse(with(snooze.replace("\"account\": %s,", neither))))
                    .hasMessageContaining("of a customer or of an account");
        }
    }

    @Test
    void aConditionThatCostsTooMuchIsRefused() {
        String costly = "amount > 0.0" + String.join("", Collections.nCopies(60, " && hour < 25.0"));
        assertThatThrownBy(() -> RuleFile.parse(with("", rule("a", costly, "active"))))
                .hasMessageContaining("costs too much");
        assertThatThrownBy(() -> RuleFile.parse(with("", rule("a", "[1, 2].all(x, x > 0)", "active"))))
                .hasMessageContaining("rule a");
    }

    @Test
    void aDivisionByZeroIsInfinityOrNothing() throws CelEvaluationException {
        Features zero = Features.of(Map.of());
        assertThat(RuleCompiler.compile("1.0 / amount > 5.0").holds(zero)).isTrue();
        assertThat(RuleCompiler.compile("amount / amount > 5.0").holds(zero)).isFalse();
        assertThat(RuleCompiler.compile("amount / amount <= 5.0").holds(zero)).isFalse();
    }

    @Test
    void onlyActiveRulesAddPointsAndShadowsAreRecorded() {
        RuleSet rules = RuleFile.parse(with(
                "",
                rule("acts", "amount > 0.0", "active"),
                rule("looks-on", "amount > 0.0", "shadow"),
                rule("not-yet", "amount > 0.0", "draft"),
                rule("no-more", "amount > 0.0", "retired")));
        Decision.Making making = new Decision.Making();
        rules.judge(Features.of(Map.of("amount", 7.0)), PAYMENT, 0, making);
        assertThat(making.reasons()).extracting("code").containsExactly("acts", "shadow:looks-on");
        assertThat(making.reasons()).extracting("detail").containsExactly("7 paid", "7 paid");
        assertThat(making.score()).isEqualTo(10);
    }

    @Test
    void aRuleThatWarmsActsFromItsTimeOn() {
        RuleSet rules = RuleFile.parse(with(
                "",
                rule("new", "amount > 0.0", "warming")
                        .replace("\"weight\"", "\"actsFrom\": \"2023-06-06T00:00:00Z\", \"weight\"")));
        long fromMs = Instant.parse("2023-06-06T00:00:00Z").toEpochMilli();
        Decision.Making before = new Decision.Making();
        rules.judge(Features.of(Map.of("amount", 7.0)), PAYMENT, fromMs - 1, before);
        Decision.Making after = new Decision.Making();
        rules.judge(Features.of(Map.of("amount", 7.0)), PAYMENT, fromMs, after);
        assertThat(before.reasons()).extracting("code").containsExactly("warming:new");
        assertThat(before.score()).isZero();
        assertThat(after.reasons()).extracting("code").containsExactly("new");
        assertThat(after.score()).isEqualTo(10);
    }

    @Test
    void aFeatureRemembersAsLongAsItsWindow() {
        assertThat(List.of(
                        Feature.AMOUNT, Feature.CARD_COUNT_10M, Feature.CARD_COUNT_24H, Feature.CARD_DAYS_SINCE_FRAUD))
                .extracting(Feature::memory)
                .containsExactly(Duration.ZERO, Duration.ofMinutes(10), Duration.ofDays(1), Duration.ofDays(90));
        assertThat(Feature.CARD_AGE_DAYS.memory()).isEqualTo(Duration.ofDays(30));
        assertThat(RuleCompiler.features("card_count_1h >= 2.0 && !(amount / hour < 3.0)"))
                .containsExactlyInAnyOrder(Feature.CARD_COUNT_1H, Feature.AMOUNT, Feature.HOUR);
    }

    @Test
    void aRuleThatFailsOnAPaymentDoesNotHitAndIsTold() {
        RuleSet rules = RuleFile.parse(
                with("", rule("fails", "amount > 0.0 && (hour < 1.0 || 1 / int(hour - 1.0) > 0)", "active")));
        Decision.Making making = new Decision.Making();
        rules.judge(Features.of(Map.of("amount", 7.0, "hour", 1.0)), PAYMENT, 0, making);
        assertThat(making.reasons()).extracting("code").containsExactly("failed:fails");
        assertThat(making.score()).isZero();
    }
}
