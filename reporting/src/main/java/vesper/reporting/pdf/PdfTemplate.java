package vesper.reporting.pdf;

import java.awt.color.ColorSpace;
import java.awt.color.ICC_Profile;
import java.time.LocalDate;
import java.util.concurrent.CompletableFuture;

/**
 * What all documents of a process share: the typeface, parsed and cut, and the output intent. The first of a process costs some
 * hundred milliseconds of another thread, for which the first use waits. Immutable, safe for any number of threads.
 */
public final class PdfTemplate {

    /** Measured on statements: level 4 takes half the time of level 6 and gives 3 % more bytes. */
    static final int PAGE_COMPRESSION = 4;

    private static final CompletableFuture<byte[]> PROFILE = CompletableFuture.supplyAsync(
            () -> Flate.compress(ICC_Profile.getInstance(ColorSpace.CS_sRGB).getData()));

    private final Fonts fonts = new Fonts();

    public Fonts fonts() {
        return fonts;
    }

    /**
     * Starts an empty document.
     *
     * @param title shown by a reader as the window's title
     * @param language of the text, as a BCP 47 tag
     * @param created the date of the document's metadata; given by the caller so that a repeat gives the same bytes
     * @param accessible whether it is tagged for readers who do not see it (PDF/UA-1): what is drawn is then inside of elements
     *     of a {@link Role}, or an artifact
     */
    public PdfDocument begin(String title, String language, LocalDate created, boolean accessible) {
        return new PdfDocument(this, title, language, created, accessible);
    }

    int writeProfile(ObjectFile file) {
        int number = file.reserve(1);
        byte[] bytes = PROFILE.join();
        file.stream(number, "/N 3/Filter/FlateDecode", bytes, bytes.length);
        return number;
    }
}
