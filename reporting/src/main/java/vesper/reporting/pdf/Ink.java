package vesper.reporting.pdf;

import java.nio.charset.StandardCharsets;

/** A colour in sRGB, kept as the operators that select it for filling and stroking. */
public final class Ink {

    final byte[] fill;
    final byte[] stroke;

    private Ink(byte[] fill, byte[] stroke) {
        this.fill = fill;
        this.stroke = stroke;
    }

    /**
     * The colour of a six-digit hexadecimal triple.
     *
     * @param rgb red, green and blue, eight bits each: {@code 0x14213D}
     */
    public static Ink of(int rgb) {
        String components =
                component(rgb >> 16 & 0xFF) + ' ' + component(rgb >> 8 & 0xFF) + ' ' + component(rgb & 0xFF) + ' ';
        return new Ink(
                (components + "rg\n").getBytes(StandardCharsets.US_ASCII),
                (components + "RG\n").getBytes(StandardCharsets.US_ASCII));
    }

    private static String component(int eightBits) {
        int thousandths = Math.round(eightBits * 1000 / 255f);
        return thousandths == 1000
                ? "1"
                : "." + String.valueOf(1000 + thousandths).substring(1);
    }
}
