package vesper.reporting.pdf;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.fontbox.ttf.CmapLookup;
import org.apache.fontbox.ttf.TTFParser;
import org.apache.fontbox.ttf.TrueTypeFont;
import org.apache.pdfbox.io.RandomAccessReadBuffer;

/** One weight, parsed and cut: for each code point the cut that has it, its code in that cut and its width. */
final class Typeface {

    private static final int CODE_POINTS = 0x10000;

    private final List<Cut> cuts;
    private final byte[] cutOf;
    private final int[] codes;
    private final short[] widths;
    private final int replacement;

    private Typeface(List<Cut> cuts, byte[] cutOf, int[] codes, short[] widths) {
        this.cuts = cuts;
        this.cutOf = cutOf;
        this.codes = codes;
        this.widths = widths;
        replacement = codes[0xFFFD] != 0 ? 0xFFFD : codes[0x25A1] != 0 ? 0x25A1 : '?';
    }

    /**
     * Parses the weight and cuts it by script.
     *
     * @param firstIndex index of the first cut; the others count on from it
     */
    static Typeface load(Weight weight, int firstIndex) throws IOException {
        try (InputStream in = Typeface.class.getResourceAsStream(weight.resource)) {
            if (in == null) {
                throw new FileNotFoundException(weight.resource);
            }
            try (TrueTypeFont font =
                    new TTFParser().parse(new RandomAccessReadBuffer(Unhinted.of(in.readAllBytes())))) {
                return cut(font, weight, firstIndex);
            }
        }
    }

    private static Typeface cut(TrueTypeFont font, Weight weight, int firstIndex) throws IOException {
        Map<Script, SortedMap<Integer, Integer>> parts = new EnumMap<>(Script.class);
        CmapLookup cmap = font.getUnicodeCmapLookup();
        for (int codePoint = ' '; codePoint < CODE_POINTS; codePoint++) {
            int glyph = cmap.getGlyphId(codePoint);
            if (glyph != 0) {
                parts.computeIfAbsent(Script.of(codePoint), script -> new TreeMap<>())
                        .put(codePoint, glyph);
            }
        }
        List<Cut> cuts = new ArrayList<>();
        byte[] cutOf = new byte[CODE_POINTS];
        int[] codes = new int[CODE_POINTS];
        short[] widths = new short[CODE_POINTS];
        for (Map.Entry<Script, SortedMap<Integer, Integer>> part : parts.entrySet()) {
            byte number = (byte) cuts.size();
            for (Map.Entry<Integer, Integer> glyph : part.getValue().entrySet()) {
                cutOf[glyph.getKey()] = number;
                widths[glyph.getKey()] = (short) Cut.perMille(font, glyph.getValue());
            }
            String name = "VESP" + weight.letter + part.getKey().letter + '+' + weight.postScriptName;
            cuts.add(Cut.of(font, name, firstIndex + number, part.getValue(), codes));
        }
        return new Typeface(List.copyOf(cuts), cutOf, codes, widths);
    }

    List<Cut> cuts() {
        return cuts;
    }

    /** The code point that is drawn for this one: itself, or the replacement mark if the font has no such glyph. */
    int drawn(int codePoint) {
        return codePoint < CODE_POINTS && codes[codePoint] != 0 ? codePoint : replacement;
    }

    Cut cut(int drawn) {
        return cuts.get(cutOf[drawn]);
    }

    int code(int drawn) {
        return codes[drawn];
    }

    /** Width in thousandths of the type size. */
    int width(int drawn) {
        return widths[drawn];
    }
}
