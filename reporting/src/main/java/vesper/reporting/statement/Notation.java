package vesper.reporting.statement;

import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import vesper.bank.money.Money;

/**
 * How figures are written for people in their language: dates, and amounts in groups of three with all decimals of the currency.
 * English has ISO dates and {@code 1,234.56}, German {@code 31.01.2026} and {@code 1.234,56}, French {@code 31/01/2026} and
 * {@code 1 234,56} with a blank that does not break. A minus is the minus sign U+2212, as wide as a figure; {@link #plain} writes
 * the hyphen that programs read.
 */
public final class Notation {

    private static final char MINUS = '\u2212';

    /** Marks between thousands and before decimals, the dates, and what stands before a percent sign. */
    private record Style(char group, char point, DateTimeFormatter date, String percent) {
        static Style of(char group, char point, String date, String percent) {
            return new Style(group, point, DateTimeFormatter.ofPattern(date), percent);
        }
    }

    private static final Style ENGLISH = Style.of(',', '.', "uuuu-MM-dd", "%");
    private static final Map<String, Style> OTHERS = Map.of(
            "de", Style.of('.', ',', "dd.MM.uuuu", "\u00A0%"), "fr", Style.of('\u00A0', ',', "dd/MM/uuuu", "\u00A0%"));

    private final int decimals;
    private final Style style;

    /**
     * The notation of amounts in a currency.
     *
     * @param language ISO 639-1; one that is not known is written as English
     */
    public Notation(String currency, String language) {
        decimals = Money.decimals(currency);
        style = OTHERS.getOrDefault(language, ENGLISH);
    }

    /** In English, 123456 minor units with two decimals are {@code 1,234.56}. */
    public String amount(long amountMinor) {
        return amount(amountMinor, MINUS, style.group(), style.point());
    }

    /** For programs: {@code -1234.56}. */
    public String plain(long amountMinor) {
        return amount(amountMinor, '-', '\0', '.');
    }

    /** @param group between thousands; NUL for none */
    private String amount(long amountMinor, char minus, char group, char point) {
        String digits = Long.toString(amountMinor);
        int from = amountMinor < 0 ? 1 : 0;
        StringBuilder out = new StringBuilder(digits.length() + 10);
        if (amountMinor < 0) {
            out.append(minus);
        }
        int whole = digits.length() - from - decimals;
        if (whole <= 0) {
            out.append('0');
        }
        for (int i = 0; i < whole; i++) {
            if (group != '\0' && i > 0 && (whole - i) % 3 == 0) {
                out.append(group);
            }
            out.append(digits.charAt(from + i));
        }
        if (decimals > 0) {
            out.append(point);
            out.append("0".repeat(Math.max(0, -whole)));
            out.append(digits, from + Math.max(0, whole), digits.length());
        }
        return out.toString();
    }

    public String date(LocalDate date) {
        return style.equals(ENGLISH) ? date.toString() : style.date().format(date);
    }

    /** In English, 225 basis points are {@code 2.25%}. */
    public String rate(int rateBps) {
        int magnitude = Math.abs(rateBps);
        return (rateBps < 0 ? "\u2212" : "")
                + magnitude / 100
                + style.point()
                + String.valueOf(100 + magnitude % 100).substring(1)
                + style.percent();
    }

    /** An IBAN in groups of four, as ISO 13616 prints it; other account numbers as they are. */
    public static String accountNumber(String number) {
        return number.matches("[A-Z]{2}[0-9]{2}[A-Z0-9]{11,30}") ? number.replaceAll("(.{4})(?!$)", "$1 ") : number;
    }
}
