package vesper.bank.cases;

import tools.jackson.databind.JsonNode;
import vesper.bank.identifier.IdentifierKind;

/** Which texts are IBANs. */
final class IbanCases implements CaseFamily {
    @Override
    public String name() {
        return "iban";
    }

    @Override
    public double bar() {
        return 1;
    }

    @Override
    public void check(JsonNode testCase) {
        CaseFields.requireKnown(testCase, "input", "valid", "reason", "country");
        IdentifierCases.check(IdentifierKind.IBAN, testCase);
    }
}
