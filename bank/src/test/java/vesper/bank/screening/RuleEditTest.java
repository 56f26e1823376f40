package vesper.bank.screening;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import vesper.bank.event.DecisionKind;

class RuleEditTest {
    private static final String LISTS = """
            "lists": [{"list": "block", "kind": "merchant", "value": "Bad Shop", "until": "2027-01-01T00:00:00Z", "reason": "closed"}],
            "snoozes": [{"rule": "a", "account": 42, "until": "2027-01-01T00:00:00Z"}],
            """;
    private static final String FILE = RuleFileTest.with(
            LISTS, RuleFileTest.rule("a", "amount > 0.0", "active"), RuleFileTest.rule("b", "amount > 0.0", "active"));

    private static Rule rule(String code, String when, int version) {
        return new Rule(
                code,
                "me",
                version,
                Rule.State.ACTIVE,
                when,
                10,
                DecisionKind.APPROVE,
                "{amount} paid",
                Map.of("amount", 5.0),
                Map.of("amount", -5.0),
                null);
    }

    @Test
    void aRuleTakesThePlaceOfTheOneOfItsCodeAndAllElseStays() {
        RuleSet after = RuleFile.parse(RuleEdit.put(FILE, rule("a", "amount > 1.5", 2), "w"));
        assertThat(after.version()).isEqualTo("w");
        assertThat(after.rules()).extracting(Rule::code).containsExactly("a", "b");
        assertThat(after.rules().get(0)).isEqualTo(rule("a", "amount > 1.5", 2));
        assertThat(RuleDiff.between(RuleFile.parse(FILE), after))
                .extracting(
                        RuleDiff.Change::of, RuleDiff.Change::field, RuleDiff.Change::before, RuleDiff.Change::after)
                .containsExactly(tuple("a", "when", "amount > 0.0", "amount > 1.5"), tuple("a", "version", "1", "2"));
    }

    @Test
    void aNewRuleComesLastAndEveryFieldOfItIsAChange() {
        RuleSet after = RuleFile.parse(RuleEdit.put(FILE, rule("c", "amount > 1.5", 1), "w"));
        assertThat(after.rules()).extracting(Rule::code).containsExactly("a", "b", "c");
        assertThat(RuleDiff.between(RuleFile.parse(FILE), after))
                .hasSize(9)
                .allMatch(change -> change.of().equals("c") && change.before().isEmpty())
                .contains(new RuleDiff.Change("c", "must hit", "", "amount = 5"));
    }

    @Test
    void thresholdsAndListsAreCompared() {
        RuleSet before = RuleFile.parse(FILE);
        RuleSet after =
                RuleFile.parse(FILE.replace("\"review\": 50", "\"review\": 60").replace("Bad Shop", "Worse Shop"));
        assertThat(RuleDiff.between(before, after))
                .containsExactly(
                        new RuleDiff.Change("thresholds", "review", "50", "60"),
                        new RuleDiff.Change(
                                "lists", "entry", "block merchant Bad Shop until 2027-01-01T00:00:00Z: closed", ""),
                        new RuleDiff.Change(
                                "lists", "entry", "", "block merchant Worse Shop until 2027-01-01T00:00:00Z: closed"));
        assertThat(RuleDiff.between(before, before)).isEmpty();
        assertThat(RuleDiff.between(before, RuleFile.parse(FILE.replace("42", "43"))))
                .extracting(RuleDiff.Change::after)
                .contains("snooze a for account 43 until 2027-01-01T00:00:00Z");
    }

    private static final long LATER = Instant.parse("2027-06-01T00:00:00Z").toEpochMilli();
    private static final long BETWEEN = Instant.parse("2026-06-01T00:00:00Z").toEpochMilli();
    private static final Lists.Listed BAD =
            new Lists.Listed(true, Lists.Kind.MERCHANT, "Bad Shop", LATER, "still closed");
    private static final Lists.Listed GOOD = new Lists.Listed(false, Lists.Kind.COUNTRY, "FR", LATER, "we know it");
    private static final Lists.Snooze QUIET = new Lists.Snooze("b", Lists.Whose.CUSTOMER, 7, LATER);

    private static Lists lists(String text) {
        return RuleFile.parse(text).lists();
    }

    @Test
    void entriesSnoozesAndThresholdsAreSetAndTakenAway() {
        String more = RuleEdit.put(RuleEdit.put(RuleEdit.put(FILE, BAD, "w"), GOOD, "w"), QUIET, "w");
        assertThat(lists(more).entries()).as("one entry a value").containsExactly(BAD, GOOD);
        assertThat(lists(more).snoozes()).hasSize(2).contains(QUIET);
        String less = RuleEdit.remove(RuleEdit.remove(RuleEdit.remove(more, BAD, "x"), GOOD, "x"), QUIET, "x");
        assertThat(lists(less).entries()).isEmpty();
        assertThat(lists(less).snoozes()).extracting(Lists.Snooze::rule).containsExactly("a");
        RuleSet.Thresholds thresholds = new RuleSet.Thresholds(1, 2, 3, 4);
        assertThat(RuleFile.parse(RuleEdit.put(less, thresholds, "y")).thresholds())
                .isEqualTo(thresholds);
        assertThat(RuleDiff.between(RuleFile.parse(less), RuleFile.parse(FILE)))
                .as("all else stays")
                .hasSize(1);
    }

    /** What holds more payments a person may do alone, so what lets one more pass must never be taken for it. */
    @Test
    void whatLetsPaymentsPassOpens() {
        Lists before = lists(RuleEdit.put(RuleEdit.put(FILE, GOOD, "w"), QUIET, "w"));
        String file = RuleEdit.put(RuleEdit.put(FILE, GOOD, "w"), QUIET, "w");
        Lists.Listed shorter = new Lists.Listed(true, Lists.Kind.MERCHANT, "Bad Shop", BETWEEN, "x");
        List<String> closing = List.of(
                file,
                RuleEdit.put(file, BAD, "x"),
                RuleEdit.put(file, new Lists.Listed(true, Lists.Kind.CARD, "c", BETWEEN, "x"), "x"),
                RuleEdit.remove(file, GOOD, "x"),
                RuleEdit.put(file, new Lists.Listed(false, Lists.Kind.COUNTRY, "FR", BETWEEN, "x"), "x"),
                RuleEdit.remove(file, QUIET, "x"));
        List<String> opening = List.of(
                RuleEdit.remove(file, BAD, "x"),
                RuleEdit.put(file, shorter, "x"),
                RuleEdit.put(file, new Lists.Listed(false, Lists.Kind.COUNTRY, "DE", BETWEEN, "x"), "x"),
                RuleEdit.put(file, new Lists.Listed(false, Lists.Kind.COUNTRY, "FR", LATER + 1, "x"), "x"),
                RuleEdit.put(file, new Lists.Snooze("b", Lists.Whose.CUSTOMER, 7, LATER + 1), "x"),
                RuleEdit.put(file, new Lists.Snooze("b", Lists.Whose.CUSTOMER, 8, BETWEEN), "x"),
                RuleEdit.put(file, new Lists.Snooze("b", Lists.Whose.ACCOUNT, 7, BETWEEN), "x"));
        assertThat(closing).noneMatch(text -> lists(text).opens(before, BETWEEN - 1));
        assertThat(opening).allMatch(text -> lists(text).opens(before, BETWEEN - 1));
        assertThat(opening)
                .as("all of it is over")
                .noneMatch(text -> lists(text).opens(before, LATER + 1));
    }

    @Test
    void aRuleThatWarmsKeepsItsTimeAndNoOtherHasOne() {
        Rule warming = rule("a", "amount > 1.5", 2).warmingUntil(Instant.parse("2023-06-06T00:00:00Z"));
        String text = RuleEdit.put(FILE, warming, "w");
        assertThat(RuleFile.parse(text).rules().get(0)).isEqualTo(warming);
        assertThatThrownBy(() -> RuleFile.parse(text.replace("warming", "active")))
                .hasMessageContaining("a rule that warms");
    }

    @Test
    void versionsAreNumbered() {
        Set<String> taken = Set.of("standard-4", "mine-2");
        assertThat(List.of("standard-3", "standard-9", "mine", "a1"))
                .extracting(version -> RuleEdit.next(version, taken::contains))
                .containsExactly("standard-5", "standard-10", "mine-3", "a2");
    }
}
