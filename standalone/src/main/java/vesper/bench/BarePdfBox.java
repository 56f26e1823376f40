package vesper.bench;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.contentstream.operator.Operator;
import org.apache.pdfbox.contentstream.operator.OperatorName;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdfparser.PDFStreamParser;
import org.apache.pdfbox.pdfwriter.ContentStreamWriter;
import org.apache.pdfbox.pdfwriter.compress.CompressParameters;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.common.PDStream;

/**
 * The least that PDFBox can do to draw the text of statements: for each document it opens a prepared one, with empty pages,
 * cut fonts, metadata and output intent, puts the text operators, encoded beforehand, into the pages, and saves it. Nothing
 * is laid out, measured or formatted, and no line is drawn. Compressed as the statements are.
 */
final class BarePdfBox {
    private static final Set<String> TEXT_OPERATORS = Set.of(
            OperatorName.BEGIN_TEXT,
            OperatorName.END_TEXT,
            OperatorName.SET_FONT_AND_SIZE,
            OperatorName.MOVE_TEXT,
            OperatorName.SHOW_TEXT);
    private static final String COMPRESSION = "4";

    private final byte[] prepared;
    private final List<List<byte[]>> documents = new ArrayList<>();

    /** @param statements documents of the same number of pages */
    BarePdfBox(List<byte[]> statements) throws IOException {
        System.setProperty("org.apache.pdfbox.filter.deflatelevel", COMPRESSION);
        for (byte[] statement : statements) {
            try (PDDocument document = Loader.loadPDF(statement)) {
                List<byte[]> pages = new ArrayList<>();
                for (PDPage page : document.getPages()) {
                    pages.add(text(page));
                }
                documents.add(pages);
            }
        }
        try (PDDocument document = Loader.loadPDF(statements.get(0))) {
            document.getPages().forEach(page -> page.setContents(List.of()));
            prepared = saved(document);
        }
    }

    /** The text operators of each page of each document. */
    List<List<byte[]>> documents() {
        return documents;
    }

    /** Makes one document; answers how many bytes it has. */
    int draw(List<byte[]> pages) {
        try (PDDocument document = Loader.loadPDF(prepared)) {
            for (int n = 0; n < pages.size(); n++) {
                PDStream content = new PDStream(document);
                try (OutputStream out = content.createOutputStream(COSName.FLATE_DECODE)) {
                    out.write(pages.get(n));
                }
                document.getPage(n).setContents(content);
            }
            return saved(document).length;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] text(PDPage page) throws IOException {
        List<Object> text = new ArrayList<>();
        List<Object> operands = new ArrayList<>();
        PDFStreamParser parser = new PDFStreamParser(page);
        for (Object token = parser.parseNextToken(); token != null; token = parser.parseNextToken()) {
            operands.add(token);
            if (token instanceof Operator operator) {
                if (TEXT_OPERATORS.contains(operator.getName())) {
                    text.addAll(operands);
                }
                operands.clear();
            }
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new ContentStreamWriter(out).writeTokens(text);
        return out.toByteArray();
    }

    private static byte[] saved(PDDocument document) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream(64 * 1024);
        document.save(out, CompressParameters.NO_COMPRESSION);
        return out.toByteArray();
    }
}
