package vesper.reporting.pdf;

/** What a piece of an accessible document is to a reader who does not see it (ISO 32000-1, 14.8.4). */
public enum Role {
    DOCUMENT("Document", ""),
    TITLE("H1", ""),
    HEADING("H2", ""),
    PARAGRAPH("P", ""),
    TABLE("Table", ""),
    ROW("TR", ""),
    COLUMN_HEAD("TH", "/A<</O/Table/Scope/Column>>"),
    CELL("TD", "");

    final String tag;
    final String attributes;

    Role(String tag, String attributes) {
        this.tag = tag;
        this.attributes = attributes;
    }
}
