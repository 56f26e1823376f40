package vesper.reporting.privacy;

import java.nio.charset.StandardCharsets;
import java.util.List;

/** The page that shows a person all rows that the bank holds on them, table by table. */
final class PersonalDataPage {

    private static final String STYLE =
            "body{font:15px/1.5 'IBM Plex Sans',Helvetica,Arial,sans-serif;color:#1b2440;margin:2rem}"
                    + "table{border-collapse:collapse;margin:0 0 2rem}"
                    + "th,td{border-bottom:1px solid #d9dde6;padding:.2rem .8rem .2rem 0;text-align:left;vertical-align:top}"
                    + "th{color:#5f6880;font-weight:600}";

    private PersonalDataPage() {}

    /**
     * What a table holds on the person.
     *
     * @param rows their cells, in the order of the columns
     */
    record Section(String table, List<String> columns, List<List<String>> rows) {}

    static byte[] html(long customerId, List<Section> sections) {
        StringBuilder out = new StringBuilder(16 * 1024)
                .append(
                        "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>What we hold on you</title>")
                .append("<style>")
                .append(STYLE)
                .append("</style></head><body><h1>What we hold on you</h1><p>Customer ")
                .append(customerId)
                .append(
                        ". Amounts are in the smallest unit of their currency. The same data is in the folder data, as JSON and CSV;")
                .append(" the folder documents has what we sent you.</p>");
        sections.forEach(section -> section(out, section));
        return out.append("</body></html>").toString().getBytes(StandardCharsets.UTF_8);
    }

    private static void section(StringBuilder out, Section section) {
        out.append("<h2>").append(escaped(section.table().replace('_', ' '))).append("</h2>");
        if (section.rows().isEmpty()) {
            out.append("<p>Nothing.</p>");
            return;
        }
        out.append("<table><thead><tr>");
        section.columns()
                .forEach(column -> out.append("<th scope=\"col\">")
                        .append(escaped(column.replace('_', ' ')))
                        .append("</th>"));
        out.append("</tr></thead><tbody>");
        for (List<String> row : section.rows()) {
            out.append("<tr>");
            row.forEach(cell -> out.append("<td>").append(escaped(cell)).append("</td>"));
            out.append("</tr>");
        }
        out.append("</tbody></table>");
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
