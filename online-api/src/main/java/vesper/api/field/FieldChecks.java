package vesper.api.field;

import com.ethlo.time.ITU;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import vesper.api.problem.FieldError;
import vesper.api.problem.ProblemCode;
import vesper.api.problem.ProblemException;
import vesper.bank.identifier.IpAddress;
import vesper.bank.money.Money;

/**
 * Checks the fields of one request and collects what is wrong, so that a caller learns all of it at once. A check answers
 * null for a field that is missing or wrong; {@link #finish} then throws.
 */
public final class FieldChecks {
    /** Longest amount that is looked at: 19 digits, a point, 9 decimals. */
    private static final int AMOUNT_LENGTH = 29;

    private static final int DECIMAL_LENGTH = 24;
    private static final int EMAIL_LENGTH = 254;

    /** One at sign with something on both sides and a dot behind it. */
    private static final Pattern EMAIL =
            Pattern.compile("[^@\\s<>\",;]{1,64}@[A-Za-z0-9.-]{1,180}\\.[A-Za-z0-9-]{2,63}");

    private final List<FieldError> errors = new ArrayList<>(0);

    public void error(String field, ProblemCode code, String message) {
        errors.add(new FieldError(field, code, message));
    }

    public List<FieldError> errors() {
        return errors;
    }

    /**
     * Ends the checks.
     *
     * @throws ProblemException if anything was wrong
     */
    public void finish() {
        if (!errors.isEmpty()) {
            throw ProblemException.of(errors);
        }
    }

    /** A text of 1 to {@code max} characters without control characters. */
    public @Nullable String required(String field, @Nullable String value, int max) {
        if (value == null) {
            error(field, ProblemCode.MISSING_FIELD, "is required");
            return null;
        }
        return optional(field, value, max);
    }

    /** Null, or a text of 1 to {@code max} characters without control characters. */
    public @Nullable String optional(String field, @Nullable String value, int max) {
        return text(field, value, max, false);
    }

    /** Like {@link #optional}, and line feeds are allowed. */
    public @Nullable String optionalLines(String field, @Nullable String value, int max) {
        return text(field, value, max, true);
    }

    /** Like {@link #required}, and line feeds are allowed. */
    public @Nullable String requiredLines(String field, @Nullable String value, int max) {
        if (value == null) {
            error(field, ProblemCode.MISSING_FIELD, "is required");
            return null;
        }
        return optionalLines(field, value, max);
    }

    /** Null, or a mail address; whether mail arrives is known only by sending it. */
    public @Nullable String optionalEmail(String field, @Nullable String value) {
        String email = optional(field, value, EMAIL_LENGTH);
        if (email != null && !EMAIL.matcher(email).matches()) {
            error(field, ProblemCode.INVALID_EMAIL, "must be an e-mail address, such as ada@customer.example");
        }
        return email;
    }

    private @Nullable String text(String field, @Nullable String value, int max, boolean lines) {
        if (value == null) {
            return null;
        }
        if (value.isBlank() || value.length() > max) {
            error(field, ProblemCode.INVALID_TEXT, "must have 1 to " + max + " characters");
            return null;
        }
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (!(lines && c == '\n') && !Characters.allowed(value, i)) {
                error(
                        field,
                        ProblemCode.INVALID_TEXT,
                        "must not have control characters (at character " + (i + 1) + ")");
                return null;
            }
        }
        return value;
    }

    /** Says that a field does not belong here, if it is there. */
    public void absent(String field, @Nullable Object value, String why) {
        if (value != null) {
            error(field, ProblemCode.FIELD_NOT_ALLOWED, why + "; remove it");
        }
    }

    /** Null, or an address of the Internet, written one way. */
    public @Nullable String ip(String field, @Nullable String value) {
        if (value == null) {
            return null;
        }
        Optional<IpAddress> address = IpAddress.parse(value);
        if (address.isEmpty()) {
            error(field, ProblemCode.INVALID_TEXT, "must be an IPv4 or IPv6 address, without a port");
        }
        return address.map(IpAddress::text).orElse(null);
    }

    /** A card number: 8 to 19 digits. */
    public @Nullable String card(String field, @Nullable String value) {
        if (value == null) {
            error(field, ProblemCode.MISSING_FIELD, "is required");
            return null;
        }
        boolean fits = value.length() >= 8 && value.length() <= 19;
        for (int i = 0; fits && i < value.length(); i++) {
            fits = value.charAt(i) >= '0' && value.charAt(i) <= '9';
        }
        if (!fits) {
            error(field, ProblemCode.INVALID_CARD, "must have 8 to 19 digits and nothing else");
            return null;
        }
        return value;
    }

    /** An account number, without the spaces that people write, in upper case. Whether it exists is not checked. */
    public @Nullable String account(String field, @Nullable String value) {
        if (value == null) {
            error(field, ProblemCode.MISSING_FIELD, "is required");
            return null;
        }
        String number = value.replace(" ", "").toUpperCase(Locale.ROOT);
        boolean fits = number.length() >= 5 && number.length() <= 34;
        for (int i = 0; fits && i < number.length(); i++) {
            char c = number.charAt(i);
            fits = (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z');
        }
        if (!fits) {
            error(field, ProblemCode.INVALID_ACCOUNT, "must be an IBAN: 5 to 34 letters and digits");
            return null;
        }
        return number;
    }

    /** An ISO 4217 currency in which money can be held. */
    public @Nullable String currency(String field, @Nullable String value) {
        if (value == null) {
            error(field, ProblemCode.MISSING_FIELD, "is required");
            return null;
        }
        try {
            Money.decimals(value);
            return value;
        } catch (IllegalArgumentException e) {
            error(field, ProblemCode.UNKNOWN_CURRENCY, "must be an ISO 4217 code in capitals, such as USD");
            return null;
        }
    }

    /**
     * An amount in minor units, zero or more.
     *
     * @param currency null if it was wrong itself; then only what does not depend on it is checked
     * @param maxMajor largest amount allowed, in major units
     * @param zeroAllowed whether zero is fine
     */
    public @Nullable Long amount(
            String field, @Nullable String value, @Nullable String currency, long maxMajor, boolean zeroAllowed) {
        if (value == null) {
            error(field, ProblemCode.MISSING_FIELD, "is required");
            return null;
        }
        if (!isDecimal(value)) {
            boolean tooLong = value.length() > AMOUNT_LENGTH;
            error(
                    field,
                    tooLong ? ProblemCode.AMOUNT_TOO_LARGE : ProblemCode.INVALID_AMOUNT,
                    "must be a decimal number in major units, such as 12.34");
            return null;
        }
        BigDecimal amount = new BigDecimal(value);
        if (amount.signum() < 0 || (amount.signum() == 0 && !zeroAllowed)) {
            error(
                    field,
                    zeroAllowed ? ProblemCode.AMOUNT_NEGATIVE : ProblemCode.AMOUNT_NOT_POSITIVE,
                    zeroAllowed ? "must not be negative" : "must be greater than zero");
            return null;
        }
        if (amount.compareTo(BigDecimal.valueOf(maxMajor)) > 0) {
            error(field, ProblemCode.AMOUNT_TOO_LARGE, "must be at most " + maxMajor);
            return null;
        }
        if (currency == null) {
            return null;
        }
        int decimals = Money.decimals(currency);
        if (amount.stripTrailingZeros().scale() > decimals) {
            error(
                    field,
                    ProblemCode.AMOUNT_DECIMALS,
                    currency + " has " + decimals + " decimals; round before you send");
            return null;
        }
        return amount.setScale(decimals, RoundingMode.UNNECESSARY)
                .unscaledValue()
                .longValueExact();
    }

    private static boolean isDecimal(String value) {
        int start = value.startsWith("-") ? 1 : 0;
        int point = -1;
        if (value.length() > AMOUNT_LENGTH) {
            return false;
        }
        for (int i = start; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == '.' && point < 0) {
                point = i;
            } else if (c < '0' || c > '9') {
                return false;
            }
        }
        int integerDigits = (point < 0 ? value.length() : point) - start;
        return integerDigits > 0 && point != value.length() - 1;
    }

    /** Null, or an instant written as ISO 8601 with its offset. */
    public @Nullable Instant time(String field, @Nullable String value) {
        if (value == null) {
            return null;
        }
        try {
            if (value.length() <= 40) {
                return ITU.parseDateTime(value).toInstant();
            }
        } catch (DateTimeException e) {
            // Reported below; the exception would repeat the value.
        }
        error(field, ProblemCode.INVALID_TIME, "must be ISO 8601 with an offset, such as 2023-06-05T10:00:00Z");
        return null;
    }

    /** Null, or a calendar date from 1900 to 2200 written as ISO 8601. */
    public @Nullable LocalDate date(String field, @Nullable String value) {
        if (value == null) {
            return null;
        }
        try {
            LocalDate date = LocalDate.parse(value);
            if (date.getYear() >= 1900 && date.getYear() <= 2200) {
                return date;
            }
        } catch (DateTimeParseException e) {
            // Reported below; the exception would repeat the value.
        }
        error(field, ProblemCode.INVALID_TIME, "must be an ISO 8601 date from 1900 to 2200, such as 2026-01-15");
        return null;
    }

    /** Null, or a number written in decimals, of any sign and at most 24 characters. */
    public @Nullable BigDecimal decimal(String field, @Nullable String value) {
        if (value == null) {
            return null;
        }
        if (value.length() > DECIMAL_LENGTH || !isDecimal(value)) {
            error(field, ProblemCode.INVALID_NUMBER, "must be a decimal number, such as 5.9");
            return null;
        }
        return new BigDecimal(value);
    }

    /** Null, or the constant that is named, in lower case. */
    public <E extends Enum<E>> @Nullable E optional(String field, @Nullable String value, Class<E> type) {
        return value == null ? null : oneOf(field, value, type.getEnumConstants()[0]);
    }

    /** The constant that is named, in lower case; {@code otherwise} if none is, or an unknown one. */
    public <E extends Enum<E>> E oneOf(String field, @Nullable String value, E otherwise) {
        if (value == null) {
            return otherwise;
        }
        List<String> names = new ArrayList<>();
        for (E each : otherwise.getDeclaringClass().getEnumConstants()) {
            String name = each.name().toLowerCase(Locale.ROOT);
            if (name.equals(value)) {
                return each;
            }
            names.add(name);
        }
        error(field, ProblemCode.UNKNOWN_VALUE, "must be one of " + names);
        return otherwise;
    }

    /** Null, or a number from {@code min} to {@code max} with at most 12 decimals. */
    public @Nullable BigDecimal number(String field, @Nullable BigDecimal value, int min, int max) {
        if (value == null) {
            return null;
        }
        if (value.compareTo(BigDecimal.valueOf(min)) < 0
                || value.compareTo(BigDecimal.valueOf(max)) > 0
                || value.scale() > 12
                || value.scale() < -3) {
            error(
                    field,
                    ProblemCode.INVALID_NUMBER,
                    "must be from " + min + " to " + max + ", with at most 12 decimals");
            return null;
        }
        return value;
    }
}
