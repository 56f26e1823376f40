package vesper.reporting.privacy;

import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * What a table holds on a person.
 *
 * @param columns those that are the person's, in the table's order
 * @param rows JSON objects, by the names of columns
 */
record PersonalDataPart(String table, List<String> columns, List<JsonNode> rows) {
    PersonalDataPart {
        columns = List.copyOf(columns);
        rows = List.copyOf(rows);
    }
}
