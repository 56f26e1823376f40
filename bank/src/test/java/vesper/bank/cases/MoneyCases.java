package vesper.bank.cases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static vesper.bank.cases.CaseFields.text;

import tools.jackson.databind.JsonNode;
import vesper.bank.money.Allocation;
import vesper.bank.money.Money;

/** Amounts split by weights, and the decimals of currencies. */
final class MoneyCases implements CaseFamily {
    @Override
    public String name() {
        return "money";
    }

    @Override
    public double bar() {
        return 1;
    }

    @Override
    public void check(JsonNode testCase) {
        CaseFields.requireKnown(testCase, "kind", "amount_minor", "weights", "expected_minor", "currency", "decimals");
        switch (text(testCase, "kind")) {
            case "ISO 4217 minor units" ->
                assertThat(Money.decimals(text(testCase, "currency")))
                        .isEqualTo(testCase.path("decimals").asInt());
            case "allocate minor units, remainder to the first shares" ->
                assertAllocated(Allocation.TO_FIRST, testCase);
            // Their note says that these follow the rule of the largest remainder.
            case "allocate, conventions differ" -> {
                if (!text(testCase, "note").startsWith("largest-remainder rule")) {
                    throw new UnsupportedCaseException("rule of " + text(testCase, "note"));
                }
                assertAllocated(Allocation.TO_LARGEST_REMAINDER, testCase);
            }
            default -> throw new UnsupportedCaseException("kind " + text(testCase, "kind"));
        }
    }

    private static void assertAllocated(Allocation rule, JsonNode testCase) {
        long amountMinor = testCase.path("amount_minor").asLong();
        long[] weights = longs(testCase.path("weights"));
        if (testCase.path("expected_minor").isArray()) {
            assertThat(rule.allocate(amountMinor, weights)).isEqualTo(longs(testCase.path("expected_minor")));
        } else {
            assertThat(text(testCase, "expected_minor")).isEqualTo("error");
            assertThatIllegalArgumentException().isThrownBy(() -> rule.allocate(amountMinor, weights));
        }
    }

    private static long[] longs(JsonNode array) {
        return array.valueStream().mapToLong(JsonNode::asLong).toArray();
    }
}
