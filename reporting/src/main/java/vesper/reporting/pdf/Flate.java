package vesper.reporting.pdf;

import java.util.zip.Deflater;

/** The Flate filter. A deflater holds native memory, so each call ends the one it made or reuses the caller's. */
final class Flate {

    private Flate() {}

    /** Compresses as small as it gets: for what is prepared once per process. */
    static byte[] compress(byte[] source) {
        return compress(source, source.length);
    }

    static byte[] compress(byte[] source, int length) {
        Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION);
        try {
            ByteSink out = new ByteSink(length / 2 + 64);
            compress(deflater, source, length, out);
            return out.toByteArray();
        } finally {
            deflater.end();
        }
    }

    /** Compresses with a deflater that the caller owns and keeps; leaves it reset. */
    static void compress(Deflater deflater, byte[] source, int length, ByteSink out) {
        deflater.setInput(source, 0, length);
        deflater.finish();
        while (!deflater.finished()) {
            out.reserve(4096);
            out.advance(deflater.deflate(out.array(), out.size(), out.array().length - out.size()));
        }
        deflater.reset();
    }
}
