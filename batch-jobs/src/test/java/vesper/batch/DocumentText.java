package vesper.batch;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;

/** The text of a PDF, in the order of the eye; of equal files it is read once. */
final class DocumentText {
    private static final Map<UUID, String> BY_CONTENT = new ConcurrentHashMap<>();

    private DocumentText() {}

    static String of(byte[] pdf) {
        return BY_CONTENT.computeIfAbsent(UUID.nameUUIDFromBytes(pdf), any -> read(pdf));
    }

    private static String read(byte[] pdf) {
        try (PDDocument document = Loader.loadPDF(pdf)) {
            PDFTextStripper stripper = new PDFTextStripper();
            stripper.setSortByPosition(true);
            return stripper.getText(document);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
