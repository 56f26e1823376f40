package vesper.reporting.statement;

/** Renders a statement in any of its forms. One instance serves all threads. */
public final class StatementFormats {

    private final StatementPdf pdf;
    private final StatementCsv csv = new StatementCsv();
    private final StatementJson json = new StatementJson();
    private final StatementCamt053 camt053 = new StatementCamt053();
    private final StatementMt940 mt940 = new StatementMt940();

    public StatementFormats(StatementPdf pdf) {
        this.pdf = pdf;
    }

    /**
     * The statement as a file of the format. The figures are those of the statement in each, which add up.
     *
     * @param accessible whether a PDF is tagged for readers who do not see it; the other formats need nothing of the kind
     * @throws UnwritableStatementException if the format has no room for a figure of the statement
     */
    public byte[] render(Statement statement, StatementFormat format, boolean accessible) {
        return switch (format) {
            case PDF -> pdf.render(statement, accessible).content();
            case CSV -> csv.render(statement);
            case JSON -> json.render(statement);
            case CAMT053 -> camt053.render(statement);
            case MT940 -> mt940.render(statement);
        };
    }
}
