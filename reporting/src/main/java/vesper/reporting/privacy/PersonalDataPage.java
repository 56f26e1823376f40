package vesper.reporting.privacy;

import java.nio.charset.StandardCharsets;
import java.text.MessageFormat;
import java.util.List;
import vesper.reporting.statement.Wording;

/** The page that shows a person all rows that the bank holds on them, table by table. */
final class PersonalDataPage {

    private static final String STYLE =
            "body{font:15px/1.5 'IBM Plex Sans',Helvetica,Arial,sans-serif;color:#1b2440;margin:2rem}"
                    + "table{border-collapse:collapse;margin:0 0 2rem}"
                    + "th,td{border-bottom:1px solid #d9dde6;padding:.2rem .8rem .2rem 0;text-align:left;vertical-align:top}"
                    + "th{color:#5f6880;font-weight:600}.wide{overflow-x:auto}";

    private PersonalDataPage() {}

    /**
     * What a table holds on the person.
     *
     * @param rows their cells, in the order of the columns
     */
    record Section(String table, List<String> columns, List<List<String>> rows) {}

    /**
     * The page. Names of tables and columns are the bank's own, in English.
     *
     * @param words in the person's language
     */
    static byte[] html(long customerId, Wording words, List<Section> sections) {
        String title = escaped(words.get("data.title"));
        StringBuilder out = new StringBuilder(16 * 1024)
                .append("<!doctype html><html lang=\"")
                .append(words.language())
                .append("\"><head><meta charset=\"utf-8\">")
                .append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"><title>")
                .append(title)
                .append("</title><style>")
                .append(STYLE)
                .append("</style></head><body><h1>")
                .append(title)
                .append("</h1><p>")
                .append(escaped(MessageFormat.format(words.get("data.about"), Long.toString(customerId))))
                .append("</p>");
        sections.forEach(section -> section(out, words, section));
        return out.append("</body></html>").toString().getBytes(StandardCharsets.UTF_8);
    }

    private static void section(StringBuilder out, Wording words, Section section) {
        out.append("<h2 lang=\"en\">")
                .append(escaped(section.table().replace('_', ' ')))
                .append("</h2>");
        if (section.rows().isEmpty()) {
            out.append("<p>").append(escaped(words.get("data.nothing"))).append("</p>");
            return;
        }
        out.append("<div class=\"wide\"><table><thead lang=\"en\"><tr>");
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
        out.append("</tbody></table></div>");
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
