package vesper.reporting.pdf;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * Takes the hints out of a TrueType font: the programs that fit outlines to the pixels of coarse screens. Two fifths of an
 * embedded font are hints, and neither printers nor today's readers follow them. Outlines and widths stay as they are.
 *
 * <p>Table layouts: OpenType specification, "glyf", "loca" and "Organization of an OpenType Font".
 */
final class Unhinted {

    private static final Set<String> HINTING = Set.of("cvt ", "fpgm", "prep", "gasp");

    private static final int ARGUMENTS_ARE_WORDS = 0x0001;
    private static final int HAS_SCALE = 0x0008;
    private static final int MORE_COMPONENTS = 0x0020;
    private static final int HAS_TWO_SCALES = 0x0040;
    private static final int HAS_MATRIX = 0x0080;
    private static final int HAS_INSTRUCTIONS = 0x0100;

    private final ByteBuffer font;
    private final Map<String, ByteBuffer> tables = new LinkedHashMap<>();

    private Unhinted(byte[] font) {
        this.font = ByteBuffer.wrap(font);
        for (int i = 0, count = this.font.getShort(4); i < count; i++) {
            int at = 12 + 16 * i;
            String tag = new String(font, at, 4, StandardCharsets.US_ASCII);
            tables.put(tag, this.font.slice(this.font.getInt(at + 8), this.font.getInt(at + 12)));
        }
    }

    /** @throws RuntimeException if the bytes are no TrueType font with outlines */
    static byte[] of(byte[] font) {
        Unhinted unhinted = new Unhinted(font);
        unhinted.strip();
        return unhinted.assemble();
    }

    private ByteBuffer table(String tag) {
        ByteBuffer table = tables.get(tag);
        if (table == null) {
            throw new IllegalArgumentException("the font has no table " + tag);
        }
        return table;
    }

    private void strip() {
        int glyphs = Short.toUnsignedInt(table("maxp").getShort(4));
        boolean longOffsets = table("head").getShort(50) != 0;
        ByteBuffer loca = table("loca");
        ByteBuffer glyf = table("glyf");
        ByteBuffer newLoca = ByteBuffer.allocate(4 * (glyphs + 1));
        ByteArrayOutputStream newGlyf = new ByteArrayOutputStream(glyf.capacity());
        for (int i = 0; i < glyphs; i++) {
            int from = longOffsets ? loca.getInt(4 * i) : 2 * Short.toUnsignedInt(loca.getShort(2 * i));
            int to = longOffsets ? loca.getInt(4 * i + 4) : 2 * Short.toUnsignedInt(loca.getShort(2 * i + 2));
            newLoca.putInt(newGlyf.size());
            if (to > from) {
                newGlyf.writeBytes(glyph(glyf.slice(from, to - from)));
                pad(newGlyf);
            }
        }
        newLoca.putInt(newGlyf.size());
        ByteBuffer head =
                ByteBuffer.allocate(table("head").capacity()).put(table("head").duplicate());
        head.putShort(50, (short) 1);
        tables.put("head", head);
        tables.put("loca", newLoca);
        tables.put("glyf", ByteBuffer.wrap(newGlyf.toByteArray()));
        tables.keySet().removeAll(HINTING);
    }

    private static byte[] glyph(ByteBuffer glyph) {
        return glyph.getShort(0) >= 0 ? simple(glyph) : composite(glyph);
    }

    /** Contour ends, then the length of the instructions, the instructions, flags and coordinates. */
    private static byte[] simple(ByteBuffer glyph) {
        int lengthAt = 10 + 2 * glyph.getShort(0);
        int instructions = Short.toUnsignedInt(glyph.getShort(lengthAt));
        byte[] stripped = new byte[glyph.capacity() - instructions];
        glyph.get(0, stripped, 0, lengthAt);
        int rest = lengthAt + 2;
        glyph.get(rest + instructions, stripped, rest, stripped.length - rest);
        return stripped;
    }

    /** Components one after the other; instructions, if any, come last. */
    private static byte[] composite(ByteBuffer glyph) {
        byte[] stripped = new byte[glyph.capacity()];
        glyph.get(0, stripped);
        ByteBuffer out = ByteBuffer.wrap(stripped);
        int at = 10;
        int flags;
        do {
            flags = Short.toUnsignedInt(glyph.getShort(at));
            out.putShort(at, (short) (flags & ~HAS_INSTRUCTIONS));
            at += 4 + ((flags & ARGUMENTS_ARE_WORDS) != 0 ? 4 : 2);
            at += (flags & HAS_SCALE) != 0 ? 2 : (flags & HAS_TWO_SCALES) != 0 ? 4 : (flags & HAS_MATRIX) != 0 ? 8 : 0;
        } while ((flags & MORE_COMPONENTS) != 0);
        return Arrays.copyOf(stripped, at);
    }

    /** Writes the tables that are left. Checksums stay zero: the subset made from this gets its own. */
    private byte[] assemble() {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        ByteBuffer directory = ByteBuffer.allocate(12 + 16 * tables.size());
        directory
                .putInt(font.getInt(0))
                .putShort((short) tables.size())
                .putShort((short) 0)
                .putInt(0);
        tables.forEach((tag, table) -> {
            directory.put(tag.getBytes(StandardCharsets.US_ASCII)).putInt(0);
            directory.putInt(directory.capacity() + body.size()).putInt(table.capacity());
            byte[] bytes = new byte[table.capacity()];
            table.get(0, bytes);
            body.writeBytes(bytes);
            pad(body);
        });
        byte[] assembled = Arrays.copyOf(directory.array(), directory.capacity() + body.size());
        System.arraycopy(body.toByteArray(), 0, assembled, directory.capacity(), body.size());
        return assembled;
    }

    private static void pad(ByteArrayOutputStream out) {
        while (out.size() % 4 != 0) {
            out.write(0);
        }
    }
}
