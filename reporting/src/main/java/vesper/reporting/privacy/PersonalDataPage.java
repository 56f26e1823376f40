package vesper.reporting.privacy;

import java.nio.charset.StandardCharsets;
import java.text.MessageFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/**
 * The page on which a person reads what the bank holds on them, in their language: what there is, then part by part; a few rows as lists
 * of what they say, many as a table. It leads to the files beside it.
 */
final class PersonalDataPage {
    /** More rows than that are a table. */
    private static final int MOST_LISTS = 3;

    private static final String STYLE = "body{font:15px/1.5 'IBM Plex Sans',Helvetica,Arial,sans-serif;color:#1b2440;"
            + "margin:0 auto;max-width:70rem;padding:2rem 1.2rem}"
            + "h1{font-size:1.7rem;line-height:1.2;border-top:3px solid #b7862b;padding-top:1.2rem;margin:0 0 1rem}"
            + "h2{font-size:1.1rem;line-height:1.3;margin:2.4rem 0 .4rem}"
            + "a{color:#1b2440}.quiet{color:#5f6880}nav ul,ul.files{columns:20rem;padding:0;list-style:none}"
            + "nav li,ul.files li{break-inside:avoid;padding:.15rem 0}ul.files a{overflow-wrap:anywhere}"
            + "dl{display:grid;grid-template-columns:minmax(7rem,30%) 1fr;margin:0 0 1rem;border-top:1px solid #d9dde6}"
            + "dt,dd{margin:0;padding:.25rem .8rem .25rem 0;border-bottom:1px solid #d9dde6;overflow-wrap:anywhere}"
            + "table{border-collapse:collapse}th,td{border-bottom:1px solid #d9dde6;padding:.25rem 1rem .25rem 0;"
            + "text-align:left;vertical-align:top;white-space:nowrap}td.num,th.num{text-align:right;"
            + "font-variant-numeric:tabular-nums}td.long{white-space:normal;min-width:14rem;max-width:28rem;overflow-wrap:anywhere}"
            + "dt,th,.files-of{color:#5f6880;font-weight:400}.files-of{font-size:.85rem;margin:0 0 .4rem}"
            + ".wide{overflow-x:auto}@media print{.wide{overflow:visible}}";

    private static final int LONG = 32;

    private final PersonalDataWording words;
    private final PersonalDataCells cells;
    private final StringBuilder out = new StringBuilder(16 * 1024);

    /** @param words in the person's language */
    PersonalDataPage(PersonalDataWording words, PersonalDataCells cells) {
        this.words = words;
        this.cells = cells;
    }

    /** @param documents names of the files in the folder documents */
    byte[] html(long customerId, List<PersonalDataPart> parts, List<String> documents) {
        List<PersonalDataPart> held =
                parts.stream().filter(part -> !part.rows().isEmpty()).toList();
        List<PersonalDataPart> empty =
                parts.stream().filter(part -> part.rows().isEmpty()).toList();
        String title = escaped(words.get("title"));
        out.append("<!doctype html><html lang=\"")
                .append(words.language())
                .append("\"><head><meta charset=\"utf-8\">")
                .append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"><title>")
                .append(title)
                .append("</title><style>")
                .append(STYLE)
                .append("</style></head><body><h1>")
                .append(title)
                .append("</h1><p>")
                .append(escaped(MessageFormat.format(words.get("about"), Long.toString(customerId))))
                .append("</p>");
        contents(held, documents);
        held.forEach(this::part);
        if (!documents.isEmpty()) {
            documents(documents);
        }
        if (!empty.isEmpty()) {
            heading("nothing", words.get("nothing"));
            list(empty.stream().map(part -> escaped(words.part(part.table()))).toList());
        }
        return out.append("</body></html>").toString().getBytes(StandardCharsets.UTF_8);
    }

    private void contents(List<PersonalDataPart> held, List<String> documents) {
        out.append("<nav aria-label=\"").append(escaped(words.get("contents"))).append("\">");
        List<String> lines = new ArrayList<>(held.stream()
                .map(part -> link(
                        "#" + part.table(),
                        words.part(part.table()),
                        part.rows().size()))
                .toList());
        if (!documents.isEmpty()) {
            lines.add(link("#documents", words.get("documents"), documents.size()));
        }
        list(lines);
        out.append("</nav>");
    }

    private static String link(String to, String text, int count) {
        return "<a href=\"" + to + "\">" + escaped(text) + "</a> <span class=\"quiet\">" + count + "</span>";
    }

    private void list(List<String> lines) {
        out.append("<ul>");
        lines.forEach(line -> out.append("<li>").append(line).append("</li>"));
        out.append("</ul>");
    }

    private void heading(String id, String text) {
        out.append("<h2 id=\"").append(id).append("\">").append(escaped(text)).append("</h2>");
    }

    private void documents(List<String> documents) {
        heading("documents", words.get("documents"));
        out.append("<ul class=\"files\">");
        documents.forEach(name -> out.append("<li><a href=\"documents/")
                .append(escaped(name))
                .append("\">")
                .append(escaped(name))
                .append("</a></li>"));
        out.append("</ul>");
    }

    private void part(PersonalDataPart part) {
        heading(part.table(), words.part(part.table()));
        out.append("<p class=\"files-of\"><a href=\"data/")
                .append(part.table())
                .append(".csv\">CSV</a> <a href=\"data/")
                .append(part.table())
                .append(".json\">JSON</a></p>");
        List<String> columns = part.columns().stream()
                .filter(column -> words.column(column).isPresent())
                .filter(column -> part.rows().stream()
                        .anyMatch(row -> !cells.text(row, column).isEmpty()))
                .toList();
        if (part.rows().size() <= MOST_LISTS) {
            part.rows().forEach(row -> row(columns, row));
        } else {
            table(part, columns);
        }
    }

    private void row(List<String> columns, JsonNode row) {
        out.append("<dl>");
        for (String column : columns) {
            String text = cells.text(row, column);
            if (!text.isEmpty()) {
                out.append("<dt>")
                        .append(name(column))
                        .append("</dt><dd>")
                        .append(escaped(text))
                        .append("</dd>");
            }
        }
        out.append("</dl>");
    }

    private void table(PersonalDataPart part, List<String> columns) {
        Map<String, String> looks = new TreeMap<>();
        columns.forEach(column -> looks.put(column, look(part, column)));
        out.append("<div class=\"wide\" tabindex=\"0\"><table><thead><tr>");
        columns.forEach(column -> out.append("<th scope=\"col\"")
                .append(looks.get(column))
                .append('>')
                .append(name(column))
                .append("</th>"));
        out.append("</tr></thead><tbody>");
        for (JsonNode row : part.rows()) {
            out.append("<tr>");
            columns.forEach(column -> out.append("<td")
                    .append(looks.get(column))
                    .append('>')
                    .append(escaped(cells.text(row, column)))
                    .append("</td>"));
            out.append("</tr>");
        }
        out.append("</tbody></table></div>");
    }

    /** Figures stand at the right, long texts break. */
    private String look(PersonalDataPart part, String column) {
        boolean figures = part.rows().stream()
                .map(row -> row.get(column))
                .filter(Objects::nonNull)
                .allMatch(value -> value.isNull() || value.isNumber());
        if (figures && !column.endsWith("_id")) {
            return " class=\"num\"";
        }
        boolean texts =
                part.rows().stream().anyMatch(row -> cells.text(row, column).length() > LONG);
        return texts ? " class=\"long\"" : "";
    }

    private String name(String column) {
        return escaped(words.column(column).orElseThrow());
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
