package vesper.bank.cases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static vesper.bank.cases.CaseFields.decimal;
import static vesper.bank.cases.CaseFields.text;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import vesper.bank.interest.TimeValue;
import vesper.bank.interest.TimeValue.Due;

/** Payments, terms, rates and values, as a spreadsheet computes them. */
final class TimeValueCases implements CaseFamily {
    @Override
    public String name() {
        return "time_value_of_money";
    }

    @Override
    public double bar() {
        return 1;
    }

    @Override
    public void check(JsonNode testCase) {
        CaseFields.requireKnown(testCase, "function", "args", "expected", "tolerance");
        JsonNode args = testCase.path("args");
        // A guess is where others begin to search; this search needs none.
        CaseFields.requireKnown(
                args,
                "guess",
                "rate",
                "nper",
                "per",
                "pmt",
                "pv",
                "fv",
                "due",
                "values",
                "dates",
                "finance_rate",
                "reinvest_rate");
        Optional<BigDecimal> value = value(text(testCase, "function"), args);
        if (text(testCase, "expected").equals("no solution")) {
            assertThat(value).isEmpty();
        } else {
            assertThat(value.orElse(null))
                    .isCloseTo(decimal(testCase, "expected"), within(decimal(testCase, "tolerance")));
        }
    }

    private static Optional<BigDecimal> value(String function, JsonNode args) {
        BigDecimal pv = decimal(args, "pv", BigDecimal.ZERO);
        BigDecimal fv = decimal(args, "fv", BigDecimal.ZERO);
        Due due = due(args);
        return switch (function) {
            case "pmt" -> Optional.of(TimeValue.pmt(rate(args), decimal(args, "nper"), pv, fv, due));
            case "fv" -> Optional.of(TimeValue.fv(rate(args), decimal(args, "nper"), decimal(args, "pmt"), pv, due));
            case "pv" -> Optional.of(TimeValue.pv(rate(args), decimal(args, "nper"), decimal(args, "pmt"), fv, due));
            case "ipmt" -> Optional.of(TimeValue.ipmt(rate(args), period(args), decimal(args, "nper"), pv, fv, due));
            case "ppmt" -> Optional.of(TimeValue.ppmt(rate(args), period(args), decimal(args, "nper"), pv, fv, due));
            case "nper" -> TimeValue.nper(rate(args), decimal(args, "pmt"), pv, fv, due);
            case "rate" -> TimeValue.rate(decimal(args, "nper"), decimal(args, "pmt"), pv, fv, due);
            case "npv" -> Optional.of(TimeValue.npv(rate(args), values(args)));
            case "irr" -> TimeValue.irr(values(args));
            case "xirr" ->
                TimeValue.xirr(
                        values(args),
                        args.path("dates")
                                .valueStream()
                                .map(date -> LocalDate.parse(date.asString()))
                                .toList());
            case "mirr" -> TimeValue.mirr(values(args), decimal(args, "finance_rate"), decimal(args, "reinvest_rate"));
            default -> throw new UnsupportedCaseException("function " + function);
        };
    }

    private static BigDecimal rate(JsonNode args) {
        return decimal(args, "rate");
    }

    private static int period(JsonNode args) {
        return CaseFields.whole(args, "per");
    }

    private static List<BigDecimal> values(JsonNode args) {
        return args.path("values")
                .valueStream()
                .map(value -> decimal(value.asString()))
                .toList();
    }

    private static Due due(JsonNode args) {
        String due = args.has("due") ? text(args, "due") : "end";
        return switch (due) {
            case "end", "0" -> Due.END;
            case "begin", "1" -> Due.BEGIN;
            default -> throw new UnsupportedCaseException("due " + due);
        };
    }
}
