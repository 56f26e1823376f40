package vesper.reporting.statement;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import vesper.reporting.pdf.PdfTemplate;

/** What holds in each format that programs read. */
class StatementFormatsTest {
    private static final int ENTRIES = 100_000;
    private static final Statement HUGE = StatementSamples.january(ENTRIES);

    private static final StatementFormats FORMATS = new StatementFormats(new StatementPdf(new PdfTemplate(), null));

    @ParameterizedTest
    @CsvSource({"CSV,',entry,'", "JSON,'\"reference\":'", "CAMT053,<Ntry>", "MT940,':61:'"})
    void aHundredThousandEntriesFitOnOneStatement(StatementFormat format, String entry) {
        String text = new String(FORMATS.render(HUGE, format, false), StandardCharsets.UTF_8);
        int count = 0;
        for (int at = text.indexOf(entry); at >= 0; at = text.indexOf(entry, at + 1)) {
            count++;
        }
        assertThat(count).isEqualTo(ENTRIES);
    }
}
