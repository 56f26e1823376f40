package vesper.bank.cases;

import static org.assertj.core.api.Assertions.assertThat;

import tools.jackson.databind.JsonNode;
import vesper.bank.identifier.CheckedIdentifier;
import vesper.bank.identifier.IdentifierKind;

/** Which texts are identifiers of a kind. */
final class IdentifierCases implements CaseFamily {
    @Override
    public String name() {
        return "identifiers";
    }

    @Override
    public double bar() {
        return 1;
    }

    @Override
    public void check(JsonNode testCase) {
        CaseFields.requireKnown(testCase, "kind", "input", "valid");
        check(kind(CaseFields.text(testCase, "kind")), testCase);
    }

    static void check(IdentifierKind kind, JsonNode testCase) {
        CheckedIdentifier checked = kind.check(CaseFields.text(testCase, "input"));
        assertThat(checked.valid())
                .as("valid (%s)", checked.fault())
                .isEqualTo(testCase.path("valid").asBoolean());
    }

    private static IdentifierKind kind(String name) {
        return switch (name.split(" ", 2)[0]) {
            case "BIC" -> IdentifierKind.BIC;
            case "IBAN" -> IdentifierKind.IBAN;
            case "ISO" -> name.startsWith("ISO 11649") ? IdentifierKind.CREDITOR_REFERENCE : unknown(name);
            case "PAN" -> IdentifierKind.CARD_NUMBER;
            default -> unknown(name);
        };
    }

    private static IdentifierKind unknown(String name) {
        throw new UnsupportedCaseException("kind " + name);
    }
}
