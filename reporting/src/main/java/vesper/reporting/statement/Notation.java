package vesper.reporting.statement;

import java.time.LocalDate;
import vesper.bank.money.Money;

/**
 * How figures are written for people: ISO dates, amounts with a comma between thousands and all decimals of the
 * currency. A minus is the minus sign U+2212, as wide as a figure; {@link #plain} writes the hyphen that programs read.
 */
final class Notation {

    private static final char MINUS = '\u2212';

    private final int decimals;

    Notation(String currency) {
        decimals = Money.decimals(currency);
    }

    /** 123456 minor units with two decimals are {@code 1,234.56}. */
    String amount(long amountMinor) {
        return amount(amountMinor, MINUS, true);
    }

    /** For programs: {@code -1234.56}. */
    String plain(long amountMinor) {
        return amount(amountMinor, '-', false);
    }

    private String amount(long amountMinor, char minus, boolean grouped) {
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
            if (grouped && i > 0 && (whole - i) % 3 == 0) {
                out.append(',');
            }
            out.append(digits.charAt(from + i));
        }
        if (decimals > 0) {
            out.append('.');
            out.append("0".repeat(Math.max(0, -whole)));
            out.append(digits, from + Math.max(0, whole), digits.length());
        }
        return out.toString();
    }

    static String date(LocalDate date) {
        return date.toString();
    }

    /** 225 basis points are {@code 2.25%}. */
    static String rate(int rateBps) {
        int magnitude = Math.abs(rateBps);
        return (rateBps < 0 ? "\u2212" : "")
                + magnitude / 100
                + '.'
                + String.valueOf(100 + magnitude % 100).substring(1)
                + '%';
    }

    /** An IBAN in groups of four, as ISO 13616 prints it; other account numbers as they are. */
    static String accountNumber(String number) {
        return number.matches("[A-Z]{2}[0-9]{2}[A-Z0-9]{11,30}") ? number.replaceAll("(.{4})(?!$)", "$1 ") : number;
    }
}
