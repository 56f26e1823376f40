package vesper.reporting.pdf;

import java.io.OutputStream;
import java.util.Arrays;

/** A growing byte array that formats the few things PDF syntax needs, without an intermediate string. */
final class ByteSink extends OutputStream {

    private byte[] bytes;
    private int size;

    ByteSink(int capacity) {
        bytes = new byte[capacity];
    }

    int size() {
        return size;
    }

    void clear() {
        size = 0;
    }

    byte[] array() {
        return bytes;
    }

    byte[] toByteArray() {
        return Arrays.copyOf(bytes, size);
    }

    /** Makes room for at least {@code more} further bytes. */
    void reserve(int more) {
        if (size + more > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, size + more));
        }
    }

    void advance(int written) {
        size += written;
    }

    @Override
    public void write(int b) {
        reserve(1);
        bytes[size++] = (byte) b;
    }

    @Override
    public void write(byte[] source, int offset, int length) {
        reserve(length);
        System.arraycopy(source, offset, bytes, size, length);
        size += length;
    }

    ByteSink raw(byte[] source) {
        write(source, 0, source.length);
        return this;
    }

    /** Appends ASCII text. */
    @SuppressWarnings("deprecation") // getBytes(int,int,byte[],int) is exactly a copy of ASCII characters
    ByteSink ascii(String text) {
        int length = text.length();
        reserve(length);
        text.getBytes(0, length, bytes, size);
        size += length;
        return this;
    }

    ByteSink number(long value) {
        return ascii(Long.toString(value));
    }

    /** Appends {@code hundredths / 100} in the shortest form: 1250 is {@code 12.5}. */
    ByteSink hundredths(long hundredths) {
        long magnitude = Math.abs(hundredths);
        if (hundredths < 0) {
            write('-');
        }
        number(magnitude / 100);
        int fraction = (int) (magnitude % 100);
        if (fraction != 0) {
            write('.');
            write('0' + fraction / 10);
            if (fraction % 10 != 0) {
                write('0' + fraction % 10);
            }
        }
        return this;
    }

    /** Appends one byte of a literal string, escaped where the syntax asks for it. */
    void stringByte(int b) {
        switch (b) {
            case '(', ')', '\\' -> {
                write('\\');
                write(b);
            }
            case '\r' -> {
                write('\\');
                write('r');
            }
            default -> write(b);
        }
    }
}
