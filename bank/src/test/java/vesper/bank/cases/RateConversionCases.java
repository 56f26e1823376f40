package vesper.bank.cases;

import static org.assertj.core.api.Assertions.assertThat;
import static vesper.bank.cases.CaseFields.decimal;
import static vesper.bank.cases.CaseFields.text;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;
import tools.jackson.databind.JsonNode;
import vesper.bank.interest.Compounding;
import vesper.bank.interest.Frequency;

/** A rate under one convention as one under another. */
final class RateConversionCases implements CaseFamily {
    @Override
    public String name() {
        return "rate_conversion";
    }

    @Override
    public double bar() {
        return 1;
    }

    @Override
    public void check(JsonNode testCase) {
        CaseFields.requireKnown(
                testCase,
                "rate",
                "compounding",
                "frequency",
                "years",
                "to_compounding",
                "to_frequency",
                "expected_rate",
                "round_decimals");
        BigDecimal rate = compounding(text(testCase, "compounding"))
                .convert(
                        decimal(testCase, "rate"),
                        frequency(text(testCase, "frequency")),
                        compounding(text(testCase, "to_compounding")),
                        frequency(text(testCase, "to_frequency")),
                        decimal(testCase, "years"));
        assertThat(rate.setScale(testCase.path("round_decimals").asInt(), RoundingMode.HALF_UP))
                .isEqualByComparingTo(decimal(testCase, "expected_rate"));
    }

    private static Compounding compounding(String name) {
        return switch (name) {
            case "Simple" -> Compounding.SIMPLE;
            case "Compounded" -> Compounding.COMPOUNDED;
            case "Continuous" -> Compounding.CONTINUOUS;
            case "SimpleThenCompounded" -> Compounding.SIMPLE_THEN_COMPOUNDED;
            case "CompoundedThenSimple" -> Compounding.COMPOUNDED_THEN_SIMPLE;
            default -> throw new UnsupportedCaseException("compounding " + name);
        };
    }

    private static Frequency frequency(String name) {
        for (Frequency frequency : Frequency.values()) {
            if (frequency.name().replace("_", "").equals(name.toUpperCase(Locale.ROOT))) {
                return frequency;
            }
        }
        throw new UnsupportedCaseException("frequency " + name);
    }
}
