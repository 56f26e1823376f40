package vesper.bank.cases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class LoanEmiCasesTest {
    @Test
    @DisplayName("The case that shows more principal than it lends holds with the amount that its figures are of")
    void contradictionIsInTheAmount() throws IOException {
        JsonNode contradiction = find("emi-unit-2760c3db89");
        assertThatThrownBy(() -> new LoanEmiCases().check(contradiction)).isInstanceOf(UnsupportedCaseException.class);

        ObjectNode second = (ObjectNode) contradiction.path("events").path(8);
        assertThat(second.path("op").asString()).isEqualTo("disburse");
        second.put("amount", "200");
        assertThatCode(() -> new LoanEmiCases().check(contradiction)).doesNotThrowAnyException();
    }

    private static JsonNode find(String id) throws IOException {
        try (InputStream file =
                Objects.requireNonNull(LoanEmiCasesTest.class.getResourceAsStream("/cases/loan_emi.json"))) {
            for (JsonNode each : JsonMapper.shared().readTree(file).path("cases")) {
                if (each.path("id").asString().equals(id)) {
                    return each;
                }
            }
        }
        throw new AssertionError("no case " + id);
    }
}
