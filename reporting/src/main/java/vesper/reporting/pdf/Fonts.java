package vesper.reporting.pdf;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * Measures text and makes it fit. The typeface is parsed once for the process, beside whatever made the first of these; the first
 * use waits for it.
 */
public final class Fonts {

    private static final String ELLIPSIS = "\u2026";

    private static final CompletableFuture<Parsed> PARSED = CompletableFuture.supplyAsync(Parsed::load);

    private record Parsed(Map<Weight, Typeface> typefaces, List<Cut> cuts) {
        static Parsed load() {
            Parsed parsed = new Parsed(new EnumMap<>(Weight.class), new ArrayList<>());
            try {
                for (Weight weight : Weight.values()) {
                    Typeface typeface = Typeface.load(weight, parsed.cuts.size());
                    parsed.typefaces.put(weight, typeface);
                    parsed.cuts.addAll(typeface.cuts());
                }
                return parsed;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** The cuts of all weights, each at its index. */
    List<Cut> cuts() {
        return PARSED.join().cuts();
    }

    Typeface typeface(Weight weight) {
        Typeface typeface = PARSED.join().typefaces().get(weight);
        if (typeface == null) {
            throw new IllegalArgumentException(weight.name());
        }
        return typeface;
    }

    /** The width of a line of text in points. A character without a glyph counts as the mark drawn in its place. */
    public double width(Weight weight, double size, String text) {
        Typeface typeface = typeface(weight);
        long perMille = 0;
        for (int i = 0; i < text.length(); ) {
            int codePoint = text.codePointAt(i);
            perMille += typeface.width(typeface.drawn(codePoint));
            i += Character.charCount(codePoint);
        }
        return perMille * size / 1000;
    }

    /** The text itself, or as much of its beginning as fits the width in points together with an ellipsis. */
    public String fit(Weight weight, double size, double width, String text) {
        // No glyph is narrower than a fifth of the size, so an overlong text need not be measured to its end.
        int longest = (int) (width / size * 5) + 2;
        if (text.length() <= longest && width(weight, size, text) <= width) {
            return text;
        }
        Typeface typeface = typeface(weight);
        double room = (width - width(weight, size, ELLIPSIS)) * 1000 / size;
        int end = 0;
        while (end < text.length()) {
            int codePoint = text.codePointAt(end);
            room -= typeface.width(typeface.drawn(codePoint));
            if (room < 0) {
                break;
            }
            end += Character.charCount(codePoint);
        }
        return text.substring(0, end).stripTrailing() + ELLIPSIS;
    }

    /**
     * Text as it may be drawn on one line: composed (NFC), runs of white space as one space, control characters,
     * direction marks and lone surrogates left out. Text for printing only; what the books hold is not changed.
     */
    public static String line(String text) {
        int i = 0;
        while (i < text.length() && plain(text, i)) {
            i++;
        }
        return i == text.length() ? text : cleaned(text);
    }

    private static boolean plain(String text, int i) {
        char c = text.charAt(i);
        boolean inner = i > 0 && i < text.length() - 1;
        return c == ' ' ? inner && text.charAt(i - 1) != ' ' : c > ' ' && c < 0x7F;
    }

    private static String cleaned(String text) {
        StringBuilder out = new StringBuilder(text.length());
        String composed = Normalizer.normalize(text, Normalizer.Form.NFC);
        composed.codePoints().forEach(codePoint -> {
            int type = Character.getType(codePoint);
            if (Character.isWhitespace(codePoint) || type == Character.LINE_SEPARATOR) {
                if (out.length() > 0 && out.charAt(out.length() - 1) != ' ') {
                    out.append(' ');
                }
            } else if (type != Character.CONTROL && type != Character.FORMAT && type != Character.SURROGATE) {
                out.appendCodePoint(codePoint);
            }
        });
        return out.toString().stripTrailing();
    }
}
