package vesper.console;

import java.math.BigDecimal;

/** Numbers as people write them: digits and a point, no exponents, with which a few characters make a number of any length. */
public final class PlainNumber {
    private static final String UNSIGNED = "[0-9]{1,9}(\\.[0-9]{1,9})?";

    private PlainNumber() {}

    /** @throws NumberFormatException if the text is no such number, or has a sign */
    public static BigDecimal of(String text) {
        if (!text.matches(UNSIGNED)) {
            throw new NumberFormatException("not a plain number");
        }
        return new BigDecimal(text);
    }

    /** The same; {@code -12.5} too. */
    public static BigDecimal signed(String text) {
        return text.startsWith("-") ? of(text.substring(1)).negate() : of(text);
    }
}
