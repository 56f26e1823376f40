package vesper.bank.cases;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.function.Supplier;
import tools.jackson.databind.JsonNode;

/** Account reports with one thing made wrong. */
record CamtMutantCases(Supplier<Path> folder) implements CaseFamily {
    @Override
    public String name() {
        return "camt_mutants";
    }

    @Override
    public double bar() {
        return 1;
    }

    @Override
    public void check(JsonNode testCase) {
        CaseFields.requireKnown(testCase, "file", "message_type", "mutation", "xsd_valid");
        MessageFile file = MessageFile.of(folder.get(), testCase);
        assertThat(file.read().type()).isEqualTo(CaseFields.text(testCase, "message_type"));
        assertThat(file.faults().isEmpty())
                .as("valid %s", file.faults())
                .isEqualTo(testCase.path("xsd_valid").asBoolean());
    }
}
