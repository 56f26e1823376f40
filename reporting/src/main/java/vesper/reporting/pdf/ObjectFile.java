package vesper.reporting.pdf;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The file structure of a PDF: numbered objects, the cross-reference table and the trailer (ISO 32000-1, 7.5). */
final class ObjectFile {

    /** The comment's high bytes tell transfer programs that the file is binary; PDF/A requires it. */
    private static final byte[] HEADER = "%PDF-1.7\n%\u00E2\u00E3\u00CF\u00D3\n".getBytes(StandardCharsets.ISO_8859_1);

    private final ByteSink out;
    private int[] offsets = new int[64];
    private int objects;

    ObjectFile(int capacity) {
        out = new ByteSink(capacity);
        out.raw(HEADER);
    }

    /** Takes the next {@code count} object numbers and answers the first. */
    int reserve(int count) {
        int first = objects + 1;
        objects += count;
        if (objects >= offsets.length) {
            offsets = Arrays.copyOf(offsets, Math.max(objects + 1, offsets.length * 2));
        }
        return first;
    }

    /** How many bytes are written. */
    int size() {
        return out.size();
    }

    void object(int number, String body) {
        begin(number);
        out.ascii(body).ascii("\nendobj\n");
    }

    /** Writes a stream whose dictionary has the given entries besides its length. */
    void stream(int number, String entries, byte[] content, int length) {
        begin(number);
        out.ascii("<<").ascii(entries).ascii("/Length ").number(length).ascii(">>\nstream\n");
        out.write(content, 0, length);
        out.ascii("\nendstream\nendobj\n");
    }

    private void begin(int number) {
        offsets[number] = out.size();
        out.number(number).ascii(" 0 obj\n");
    }

    /**
     * Ends the file.
     *
     * @param id identifier of the file, 32 hexadecimal digits
     */
    byte[] finish(int catalog, String id) {
        int xref = out.size();
        out.ascii("xref\n0 ").number(objects + 1L).ascii("\n0000000000 65535 f \n");
        byte[] line = "0000000000 00000 n \n".getBytes(StandardCharsets.US_ASCII);
        for (int number = 1; number <= objects; number++) {
            int offset = offsets[number];
            for (int digit = 9; digit >= 0; digit--) {
                line[digit] = (byte) ('0' + offset % 10);
                offset /= 10;
            }
            out.raw(line);
        }
        out.ascii("trailer\n<</Size ").number(objects + 1L).ascii("/Root ").number(catalog);
        out.ascii(" 0 R/ID[<").ascii(id).ascii("><").ascii(id).ascii(">]>>\nstartxref\n");
        out.number(xref).ascii("\n%%EOF\n");
        return out.toByteArray();
    }
}
