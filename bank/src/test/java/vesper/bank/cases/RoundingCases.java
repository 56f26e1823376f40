package vesper.bank.cases;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.RoundingMode;
import tools.jackson.databind.JsonNode;

/** Decimal rounding, as the bank does it everywhere: {@link BigDecimal} with a mode that is spelled out. */
final class RoundingCases implements CaseFamily {
    @Override
    public String name() {
        return "rounding";
    }

    @Override
    public double bar() {
        return 1;
    }

    @Override
    public void check(JsonNode testCase) {
        BigDecimal value = new BigDecimal(testCase.path("value").asString());
        int decimals = testCase.path("decimals").asInt();
        assertRounded(testCase, "half_up", value.setScale(decimals, RoundingMode.HALF_UP));
        assertRounded(testCase, "up_away_from_zero", value.setScale(decimals, RoundingMode.UP));
        assertRounded(testCase, "down_toward_zero", value.setScale(decimals, RoundingMode.DOWN));
    }

    private static void assertRounded(JsonNode testCase, String field, BigDecimal rounded) {
        assertThat(rounded).as(field).isEqualByComparingTo(testCase.path(field).asString());
    }
}
