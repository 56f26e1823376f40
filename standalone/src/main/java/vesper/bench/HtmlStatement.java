package vesper.bench;

import com.openhtmltopdf.outputdevice.helper.BaseRendererBuilder.FontStyle;
import com.openhtmltopdf.pdfboxout.PdfRendererBuilder;
import com.openhtmltopdf.util.XRLog;
import java.awt.color.ColorSpace;
import java.awt.color.ICC_Profile;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import vesper.reporting.pdf.PdfTemplate;
import vesper.reporting.statement.Statement;

/** The statement as most would make it: HTML and CSS, rendered by openhtmltopdf to PDF/A-2b with the same typeface. */
final class HtmlStatement {
    private static final String STYLE = """
            @page { size: A4; margin: 56pt; }
            body { font-family: Plex; font-size: 8pt; color: #1B2440; }
            h1 { font-size: 20pt; font-weight: 600; }
            .facts td { padding: 1pt 12pt 1pt 0; }
            .entries { width: 100%; border-collapse: collapse; -fs-table-paginate: paginate; }
            .entries th { font-size: 7pt; text-align: left; font-weight: 600; border-bottom: .8pt solid #1B2440; }
            .entries td { border-top: .4pt solid #D9DDE6; padding: 1pt 4pt 1pt 0; }
            .amount { text-align: right; }
            """;

    private final byte[] regular = resource("IBMPlexSans-Regular.ttf");
    private final byte[] semibold = resource("IBMPlexSans-SemiBold.ttf");
    private final byte[] profile = ICC_Profile.getInstance(ColorSpace.CS_sRGB).getData();

    HtmlStatement() {
        XRLog.setLoggingEnabled(false);
    }

    /** Makes one document; answers how many bytes it has. */
    int render(Statement statement) {
        try (ByteArrayOutputStream out = new ByteArrayOutputStream(64 * 1024)) {
            new PdfRendererBuilder()
                    .useFont(() -> new ByteArrayInputStream(regular), "Plex", 400, FontStyle.NORMAL, true)
                    .useFont(() -> new ByteArrayInputStream(semibold), "Plex", 600, FontStyle.NORMAL, true)
                    .useColorProfile(profile)
                    .usePdfAConformance(PdfRendererBuilder.PdfAConformance.PDFA_2_B)
                    .withHtmlContent(html(statement), "")
                    .toStream(out)
                    .run();
            return out.size();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String html(Statement statement) {
        StringBuilder html = new StringBuilder(16 * 1024)
                .append("<html lang=\"en\"><head><title>Statement</title><style>")
                .append(STYLE)
                .append("</style></head><body><p>")
                .append(text(statement.bank().name()))
                .append("</p><p>")
                .append(text(statement.holder().name()));
        statement.holder().address().forEach(line -> html.append("<br/>").append(text(line)));
        html.append("</p><h1>Account statement</h1><table class=\"facts\">");
        fact(html, "Account", statement.account().name());
        fact(html, "IBAN", statement.account().number());
        fact(html, "BIC", statement.bank().bic());
        fact(html, "Currency", statement.account().currency());
        fact(html, "Period", statement.period().toString());
        fact(html, "Opening balance", amount(statement.openingMinor()));
        fact(html, "Money in", amount(statement.creditsMinor()));
        fact(html, "Money out", amount(statement.debitsMinor()));
        fact(html, "Closing balance", amount(statement.closingMinor()));
        html.append("</table><table class=\"entries\"><thead><tr><th>Booked</th><th>Value</th><th>Details</th>")
                .append("<th>Reference</th><th>Amount</th><th>Balance</th></tr></thead><tbody>");
        for (Statement.Entry entry : statement.entries()) {
            html.append("<tr><td>")
                    .append(entry.bookingDate())
                    .append("</td><td>")
                    .append(entry.valueDate())
                    .append("</td><td>")
                    .append(text(entry.text()))
                    .append("</td><td>")
                    .append(entry.reference())
                    .append("</td><td class=\"amount\">")
                    .append(amount(entry.amountMinor()))
                    .append("</td><td class=\"amount\">")
                    .append(amount(entry.balanceAfterMinor()))
                    .append("</td></tr>");
        }
        html.append("</tbody></table>");
        html.append("<p>").append(text(statement.bank().contact())).append("</p>");
        return html.append("</body></html>").toString();
    }

    private static void fact(StringBuilder html, String label, String value) {
        html.append("<tr><td>")
                .append(label)
                .append("</td><td>")
                .append(text(value))
                .append("</td></tr>");
    }

    private static String amount(long minor) {
        return BigDecimal.valueOf(minor, 2).toPlainString();
    }

    private static String text(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    private static byte[] resource(String name) {
        try (InputStream in = PdfTemplate.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("no typeface " + name);
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
