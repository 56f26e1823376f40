package vesper.bank.identifier;

import java.util.Locale;
import java.util.regex.Pattern;
import org.iban4j.BicUtil;
import org.iban4j.Iban4jException;
import org.iban4j.IbanUtil;
import org.jspecify.annotations.Nullable;

/** A kind of identifier. A check looks at form and check digits alone: whether it is in use, only its issuer knows. */
public enum IdentifierKind {
    /**
     * International bank account number, ISO 13616: known country, its length and structure, check digits. Upper or lower case,
     * with or without blanks: {@code GB94 BARC 1020 1530 0934 59}.
     */
    IBAN,

    /** Business identifier code, ISO 9362: 8 or 11 characters, upper case, with a country's code at the fifth: {@code DEUTDEFF}. */
    BIC,

    /** Number on a card, ISO/IEC 7812: 12 to 19 digits, the last a check digit by Luhn's formula. Blanks and hyphens are left out. */
    CARD_NUMBER,

    /**
     * Structured creditor reference, ISO 11649: {@code RF}, two check digits, up to 21 letters and digits. Upper or lower case,
     * with or without blanks: {@code RF18 5390 0754 7034}.
     */
    CREDITOR_REFERENCE;

    private static final Pattern DIGITS = Pattern.compile("[0-9]+");
    private static final Pattern REFERENCE = Pattern.compile("RF[0-9]{2}[0-9A-Z]{1,21}");

    /** Checks what someone typed or a message carries. Never throws. */
    public CheckedIdentifier check(String text) {
        String value = normalised(text);
        return new CheckedIdentifier(value, fault(value));
    }

    private String normalised(String text) {
        return switch (this) {
            case IBAN, CREDITOR_REFERENCE -> text.replaceAll("\\s", "").toUpperCase(Locale.ROOT);
            case CARD_NUMBER -> text.replaceAll("[\\s-]", "");
            case BIC -> text;
        };
    }

    private @Nullable String fault(String value) {
        return switch (this) {
            case IBAN -> ibanFault(value);
            case BIC -> bicFault(value);
            case CARD_NUMBER -> cardFault(value);
            case CREDITOR_REFERENCE -> referenceFault(value);
        };
    }

    private static @Nullable String ibanFault(String value) {
        try {
            IbanUtil.validate(value);
        } catch (Iban4jException e) {
            return e.getMessage();
        }
        // Remainders 00, 01 and 99 pass the division by 97, but are never given out: check digits run from 02 to 98.
        int digits = Integer.parseInt(value.substring(2, 4));
        return digits < 2 || digits > 98 ? "check digits must be between 02 and 98" : null;
    }

    private static @Nullable String bicFault(String value) {
        try {
            BicUtil.validate(value);
            return null;
        } catch (Iban4jException e) {
            return e.getMessage();
        }
    }

    private static @Nullable String cardFault(String value) {
        if (!DIGITS.matcher(value).matches()) {
            return "a card number has digits only";
        }
        if (value.length() < 12 || value.length() > 19) {
            return "a card number has 12 to 19 digits, not " + value.length();
        }
        return CheckDigits.luhn(value) ? null : "the check digit of the card number is wrong";
    }

    private static @Nullable String referenceFault(String value) {
        if (!REFERENCE.matcher(value).matches()) {
            return "a creditor reference is RF, two digits and up to 21 letters and digits";
        }
        return CheckDigits.mod97(value) ? null : "the check digits of the creditor reference are wrong";
    }
}
