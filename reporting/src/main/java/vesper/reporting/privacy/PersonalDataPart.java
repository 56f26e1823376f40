package vesper.reporting.privacy;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/**
 * What a table holds on a person.
 *
 * @param rows JSON objects, by the names of columns
 */
record PersonalDataPart(String table, List<JsonNode> rows) {
    PersonalDataPart {
        rows = List.copyOf(rows);
    }

    /** The columns of all rows. */
    List<String> columns() {
        Set<String> columns = new LinkedHashSet<>();
        rows.forEach(row -> columns.addAll(row.propertyNames()));
        return List.copyOf(columns);
    }
}
