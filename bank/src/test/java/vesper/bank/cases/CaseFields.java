package vesper.bank.cases;

import java.math.BigDecimal;
import java.math.MathContext;
import java.time.LocalDate;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** Reads the fields of a case. What is not understood makes the case unsupported: nothing is guessed. */
final class CaseFields {
    /** Fields that tell about a case, but not what it asks for. */
    private static final Set<String> ABOUT = Set.of("id", "source", "reproduced", "note", "own_not_others");

    private CaseFields() {}

    /** Refuses a case with a field that its family does not know. */
    static void requireKnown(JsonNode node, String... known) {
        Set<String> names = Set.of(known);
        node.propertyNames().forEach(name -> {
            if (!names.contains(name) && !ABOUT.contains(name)) {
                throw new UnsupportedCaseException("field " + name);
            }
        });
    }

    static String text(JsonNode node, String field) {
        if (!node.path(field).isValueNode()) {
            throw new UnsupportedCaseException("no value of " + field);
        }
        return node.path(field).asString();
    }

    static LocalDate date(JsonNode node, String field) {
        return LocalDate.parse(text(node, field));
    }

    static BigDecimal decimal(JsonNode node, String field) {
        return decimal(text(node, field));
    }

    static BigDecimal decimal(JsonNode node, String field, BigDecimal otherwise) {
        return node.has(field) ? decimal(node, field) : otherwise;
    }

    /** A number, a quotient such as {@code 0.1/12}, or a sum of both such as {@code 1+39/90}. */
    static BigDecimal decimal(String text) {
        BigDecimal sum = BigDecimal.ZERO;
        try {
            for (String term : text.strip().split("(?<=[0-9])\\+")) {
                String[] quotient = term.split("/", -1);
                BigDecimal value = new BigDecimal(quotient[0].strip());
                for (int n = 1; n < quotient.length; n++) {
                    value = value.divide(new BigDecimal(quotient[n].strip()), MathContext.DECIMAL128);
                }
                sum = sum.add(value);
            }
            return sum;
        } catch (NumberFormatException e) {
            throw new UnsupportedCaseException("number " + text);
        }
    }

    static int whole(JsonNode node, String field) {
        return decimal(node, field).intValueExact();
    }
}
