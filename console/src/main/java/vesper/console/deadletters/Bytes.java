package vesper.console.deadletters;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Bytes for people: rows of sixteen in hexadecimal, and the text in them. What looks like a card number, 12 to 19 digits
 * that a single space or hyphen may part, is masked in both.
 */
record Bytes(List<Row> rows, String text, int size, boolean cut) {
    private static final Pattern CARD_NUMBER = Pattern.compile("[0-9](?:[ -]?[0-9]){11,18}");
    private static final int WIDTH = 16;
    private static final int SHOWN = 8_192;

    /** Up to sixteen bytes from an offset. */
    record Row(String offset, String hex, String text) {}

    /** The first 8 KiB of the bytes. */
    static Bytes of(byte[] bytes) {
        int shown = Math.min(bytes.length, SHOWN);
        // One character a byte: positions in the text are positions in the bytes.
        String latin = new String(bytes, 0, bytes.length, StandardCharsets.ISO_8859_1);
        boolean[] masked = new boolean[bytes.length];
        CARD_NUMBER.matcher(latin).results().forEach(match -> {
            for (int i = match.start(); i < match.end(); i++) {
                masked[i] = Character.isDigit(latin.charAt(i));
            }
        });
        List<Row> rows = new ArrayList<>();
        StringBuilder all = new StringBuilder();
        for (int from = 0; from < shown; from += WIDTH) {
            StringBuilder hex = new StringBuilder();
            StringBuilder text = new StringBuilder();
            for (int i = from; i < Math.min(shown, from + WIDTH); i++) {
                hex.append(i == from ? "" : " ").append(masked[i] ? "**" : String.format("%02x", bytes[i]));
                char letter = latin.charAt(i);
                boolean printable = letter >= ' ' && letter < 127;
                text.append(masked[i] ? '*' : printable ? letter : '.');
                all.append(masked[i] ? '*' : printable || letter == '\n' ? letter : '.');
            }
            rows.add(new Row(String.format("%06x", from), hex.toString(), text.toString()));
        }
        return new Bytes(rows, all.toString(), bytes.length, bytes.length > shown);
    }
}
