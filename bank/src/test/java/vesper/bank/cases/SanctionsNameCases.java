package vesper.bank.cases;

import static org.assertj.core.api.Assertions.assertThat;
import static vesper.bank.cases.CaseFields.text;

import tools.jackson.databind.JsonNode;
import vesper.bank.sanctions.NameKind;
import vesper.bank.sanctions.NameMatcher;

/** Which names a person has to look at. */
final class SanctionsNameCases implements CaseFamily {
    @Override
    public String name() {
        return "sanctions_names";
    }

    /** The labels are people's judgement, some of it of names that only a translation or a nickname joins. */
    @Override
    public double bar() {
        return 0.85;
    }

    @Override
    public void check(JsonNode testCase) {
        CaseFields.requireKnown(testCase, "kind", "query", "listed", "should_match", "label_quality");
        NameKind kind = switch (text(testCase, "kind")) {
            case "person" -> NameKind.PERSON;
            case "vessel" -> NameKind.VESSEL;
            case "company", "organization", "legal entity" -> NameKind.ORGANISATION;
            default -> throw new UnsupportedCaseException("kind " + text(testCase, "kind"));
        };
        String query = text(testCase, "query");
        String listed = text(testCase, "listed");
        assertThat(NameMatcher.matches(query, listed, kind))
                .as("%s | %s (%.2f)", query, listed, NameMatcher.score(query, listed, kind))
                .isEqualTo(testCase.path("should_match").asBoolean());
    }
}
