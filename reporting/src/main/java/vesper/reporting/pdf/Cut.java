package vesper.reporting.pdf;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.fontbox.ttf.TTFSubsetter;
import org.apache.fontbox.ttf.TrueTypeFont;
import org.apache.fontbox.util.BoundingBox;

/**
 * One script part of one weight, ready to be embedded: a subset TrueType program whose glyph numbers are the character
 * codes (Identity-H), with the dictionaries around it. Immutable and shared by all documents.
 */
final class Cut {

    /** The objects that {@link #write} numbers: Type0 font, descendant, descriptor, program, ToUnicode. */
    static final int OBJECTS = 5;

    private static final List<String> TABLES = List.of("head", "hhea", "loca", "maxp", "glyf", "hmtx");

    /** Where this cut stands among all cuts of the process; also its name in a page's resources. */
    final int index;

    private final String name;
    private final byte[] program;
    private final int programLength;
    private final byte[] toUnicode;
    private final String widths;
    private final String descriptor;

    private Cut(
            int index,
            String name,
            byte[] program,
            int programLength,
            byte[] toUnicode,
            String widths,
            String descriptor) {
        this.index = index;
        this.name = name;
        this.program = program;
        this.programLength = programLength;
        this.toUnicode = toUnicode;
        this.widths = widths;
        this.descriptor = descriptor;
    }

    /**
     * Cuts a subset.
     *
     * @param name of the font in the file, with the tag of six capitals that marks a subset
     * @param glyphs the glyph of the whole font for each code point of this part
     * @param codes filled with the character code of each of those code points
     */
    static Cut of(TrueTypeFont font, String name, int index, SortedMap<Integer, Integer> glyphs, int[] codes)
            throws IOException {
        TTFSubsetter subsetter = new TTFSubsetter(font, TABLES);
        glyphs.keySet().forEach(subsetter::add);
        ByteSink program = new ByteSink(32 * 1024);
        subsetter.writeToStream(program);

        int[] codeOfGlyph = new int[font.getNumberOfGlyphs()];
        subsetter.getGIDMap().forEach((code, glyph) -> codeOfGlyph[glyph] = code);
        SortedMap<Integer, Integer> unicodeOfCode = new TreeMap<>();
        SortedMap<Integer, Integer> widthOfCode = new TreeMap<>();
        glyphs.forEach((codePoint, glyph) -> {
            int code = codeOfGlyph[glyph];
            codes[codePoint] = code;
            unicodeOfCode.putIfAbsent(code, codePoint);
            widthOfCode.put(code, perMille(font, glyph));
        });
        return new Cut(
                index,
                name,
                Flate.compress(program.array(), program.size()),
                program.size(),
                Flate.compress(toUnicode(unicodeOfCode)),
                widths(widthOfCode),
                descriptor(font, name));
    }

    /** The advance width of a glyph in thousandths of the type size. */
    static int perMille(TrueTypeFont font, int glyph) {
        try {
            return Math.round(font.getAdvanceWidth(glyph) * 1000f / font.getUnitsPerEm());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String descriptor(TrueTypeFont font, String name) throws IOException {
        float scale = 1000f / font.getUnitsPerEm();
        BoundingBox box = font.getFontBBox();
        return "<</Type/FontDescriptor/FontName/" + name + "/Flags 4/ItalicAngle 0/StemV 80/FontBBox["
                + Math.round(box.getLowerLeftX() * scale) + ' ' + Math.round(box.getLowerLeftY() * scale) + ' '
                + Math.round(box.getUpperRightX() * scale) + ' ' + Math.round(box.getUpperRightY() * scale)
                + "]/Ascent " + Math.round(font.getHorizontalHeader().getAscender() * scale)
                + "/Descent " + Math.round(font.getHorizontalHeader().getDescender() * scale)
                + "/CapHeight " + Math.round(font.getOS2Windows().getCapHeight() * scale);
    }

    /** Runs of neighbouring codes, as the W array of a CIDFont wants them. */
    private static String widths(SortedMap<Integer, Integer> widthOfCode) {
        StringBuilder out = new StringBuilder("/W[");
        int expected = -1;
        for (Map.Entry<Integer, Integer> entry : widthOfCode.entrySet()) {
            if (entry.getKey() != expected) {
                out.append(expected < 0 ? "" : "]").append(entry.getKey()).append('[');
            } else {
                out.append(' ');
            }
            out.append(entry.getValue());
            expected = entry.getKey() + 1;
        }
        return out.append(expected < 0 ? "]" : "]]").toString();
    }

    private static byte[] toUnicode(SortedMap<Integer, Integer> unicodeOfCode) {
        StringBuilder out = new StringBuilder("""
                /CIDInit /ProcSet findresource begin
                12 dict begin
                begincmap
                /CIDSystemInfo <</Registry (Adobe) /Ordering (UCS) /Supplement 0>> def
                /CMapName /Adobe-Identity-UCS def
                /CMapType 2 def
                1 begincodespacerange
                <0000> <FFFF>
                endcodespacerange
                """);
        List<Map.Entry<Integer, Integer>> entries = List.copyOf(unicodeOfCode.entrySet());
        for (int from = 0; from < entries.size(); from += 100) {
            List<Map.Entry<Integer, Integer>> hundred = entries.subList(from, Math.min(from + 100, entries.size()));
            out.append(hundred.size()).append(" beginbfchar\n");
            hundred.forEach(entry -> out.append('<')
                    .append(hex(entry.getKey()))
                    .append("> <")
                    .append(hex(entry.getValue()))
                    .append(">\n"));
            out.append("endbfchar\n");
        }
        out.append("endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n");
        return out.toString().getBytes(StandardCharsets.US_ASCII);
    }

    private static String hex(int value) {
        return Integer.toHexString(0x10000 | value).substring(1).toUpperCase(java.util.Locale.ROOT);
    }

    /** Writes the five objects and answers the number of the font object. */
    int write(ObjectFile file) {
        int font = file.reserve(OBJECTS);
        file.object(
                font,
                "<</Type/Font/Subtype/Type0/BaseFont/" + name + "/Encoding/Identity-H/DescendantFonts[" + (font + 1)
                        + " 0 R]/ToUnicode " + (font + 4) + " 0 R>>");
        file.object(
                font + 1,
                "<</Type/Font/Subtype/CIDFontType2/BaseFont/" + name
                        + "/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>/CIDToGIDMap/Identity"
                        + "/FontDescriptor " + (font + 2) + " 0 R" + widths + ">>");
        file.object(font + 2, descriptor + "/FontFile2 " + (font + 3) + " 0 R>>");
        file.stream(font + 3, "/Filter/FlateDecode/Length1 " + programLength, program, program.length);
        file.stream(font + 4, "/Filter/FlateDecode", toUnicode, toUnicode.length);
        return font;
    }
}
