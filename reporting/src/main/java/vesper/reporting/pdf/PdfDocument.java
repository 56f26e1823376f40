package vesper.reporting.pdf;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.zip.Deflater;
import org.jspecify.annotations.Nullable;

/** A document being written: pages are added and drawn on in any order, then it is finished, once. One thread. */
public final class PdfDocument {

    private static final int PAGE_OBJECTS = 2;

    private final PdfTemplate template;
    private final String title;
    private final String language;
    private final LocalDate created;
    private final List<PdfPage> pages = new ArrayList<>();
    private final boolean[] used;
    private final @Nullable Structure structure;

    /** Of all that is particular to this document: the file's identifier, so that equal documents are equal files. */
    private final MessageDigest digest = digest();

    PdfDocument(PdfTemplate template, String title, String language, LocalDate created, boolean accessible) {
        this.template = template;
        this.structure = accessible ? new Structure() : null;
        this.title = title;
        this.language = language;
        this.created = created;
        this.used = new boolean[template.fonts().cuts().size()];
    }

    public PdfPage addPage() {
        PdfPage page = new PdfPage(this, pages.size());
        pages.add(page);
        return page;
    }

    public List<PdfPage> pages() {
        return List.copyOf(pages);
    }

    /** The structure of an accessible document; null in a plain one. */
    @Nullable
    Structure structure() {
        return structure;
    }

    Fonts fonts() {
        return template.fonts();
    }

    /** Notes that a page shows text in the cut, so that the file must carry it. */
    void use(int cut) {
        used[cut] = true;
    }

    /** Writes the file. Equal calls give equal bytes. */
    public byte[] finish() {
        return finish(null);
    }

    /**
     * Writes the file with a signature.
     *
     * @param signer makes a CMS signature of bytes; null for none
     */
    public byte[] finish(@Nullable UnaryOperator<byte[]> signer) {
        ObjectFile file = new ObjectFile(32 * 1024 + 4 * 1024 * pages.size());
        int catalog = file.reserve(2);
        int tree = catalog + 1;
        int profile = template.writeProfile(file);
        String resources = writeFonts(file);
        int metadata = file.reserve(1);
        byte[] xmp = Xmp.packet(title, language, created, structure != null).getBytes(StandardCharsets.UTF_8);
        digest.update(xmp);
        file.stream(metadata, "/Type/Metadata/Subtype/XML", xmp, xmp.length);
        SignatureField signature = signer == null ? null : SignatureField.reserve(file);
        int first = writePages(file, tree, resources, signature == null ? "" : signature.annotation());
        if (signature != null) {
            signature.write(file, first, created);
        }
        StringBuilder kids = new StringBuilder();
        for (int i = 0; i < pages.size(); i++) {
            kids.append(first + PAGE_OBJECTS * i).append(" 0 R ");
        }
        String marks = structure == null
                ? ""
                : "/MarkInfo<</Marked true>>/StructTreeRoot " + structure.write(file, first, PAGE_OBJECTS) + " 0 R";
        file.object(tree, "<</Type/Pages/Count " + pages.size() + "/Kids[" + kids + "]>>");
        file.object(
                catalog,
                "<</Type/Catalog/Pages " + tree + " 0 R/Metadata " + metadata + " 0 R/Lang(" + language
                        + ")/ViewerPreferences<</DisplayDocTitle true>>" + marks
                        + (signature == null ? "" : signature.form())
                        + "/OutputIntents[<</Type/OutputIntent/S/GTS_PDFA1/OutputConditionIdentifier(sRGB)"
                        + "/Info(sRGB IEC61966-2.1)/DestOutputProfile " + profile + " 0 R>>]>>");
        byte[] finished = file.finish(catalog, HexFormat.of().formatHex(digest.digest(), 0, 16));
        if (signature != null && signer != null) {
            signature.sign(finished, signer);
        }
        return finished;
    }

    private static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    private String writeFonts(ObjectFile file) {
        StringBuilder fonts = new StringBuilder("<</Font<<");
        for (Cut cut : fonts().cuts()) {
            if (used[cut.index]) {
                fonts.append("/F")
                        .append(cut.index)
                        .append(' ')
                        .append(cut.write(file))
                        .append(" 0 R");
            }
        }
        return fonts.append(">>>>").toString();
    }

    /** @param onFirst what the first page says beside what all do */
    private int writePages(ObjectFile file, int tree, String resources, String onFirst) {
        int first = file.reserve(PAGE_OBJECTS * pages.size());
        int number = first;
        Deflater deflater = new Deflater(PdfTemplate.PAGE_COMPRESSION);
        try {
            ByteSink compressed = new ByteSink(8 * 1024);
            for (int i = 0; i < pages.size(); i++) {
                PdfPage page = pages.get(i);
                page.end();
                digest.update(page.content.array(), 0, page.content.size());
                compressed.clear();
                Flate.compress(deflater, page.content.array(), page.content.size(), compressed);
                file.object(
                        number,
                        "<</Type/Page/Parent " + tree + " 0 R/MediaBox[0 0 595.28 841.89]/Resources " + resources
                                + (structure == null ? "" : "/StructParents " + i)
                                + (i == 0 ? onFirst : "")
                                + "/Contents " + (number + 1) + " 0 R>>");
                file.stream(number + 1, "/Filter/FlateDecode", compressed.array(), compressed.size());
                number += PAGE_OBJECTS;
            }
        } finally {
            deflater.end();
        }
        return first;
    }
}
