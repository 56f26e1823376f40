package vesper.reporting;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.rendering.PDFRenderer;

/** Documents as pictures, for people to look at. */
public final class Pictures {
    private static final float DPI = 110;

    private Pictures() {}

    /** Saves a page beside the pictures, to be opened in a browser. */
    public static void savePage(String name, String html) throws IOException {
        String folder = System.getenv("VESPER_SCREENSHOTS");
        if (folder != null) {
            Files.createDirectories(Path.of(folder));
            Files.writeString(Path.of(folder, name + ".html"), html);
        }
    }

    /** Saves a picture of each page into the folder that {@code VESPER_SCREENSHOTS} names; without it, nothing. */
    public static void save(String name, byte[] pdf) throws IOException {
        String folder = System.getenv("VESPER_SCREENSHOTS");
        if (folder == null) {
            return;
        }
        Files.createDirectories(Path.of(folder));
        try (PDDocument document = Loader.loadPDF(pdf)) {
            PDFRenderer renderer = new PDFRenderer(document);
            for (int page = 0; page < document.getNumberOfPages(); page++) {
                Path file = Path.of(folder, name + '-' + (page + 1) + ".png");
                ImageIO.write(renderer.renderImageWithDPI(page, DPI), "png", file.toFile());
            }
        }
    }
}
