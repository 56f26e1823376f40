package vesper.bank.message.fin;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Dates and amounts as fields write them. */
final class FinValue {
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("uuMMdd");
    private static final DateTimeFormatter MOMENT = DateTimeFormatter.ofPattern("uuMMddHHmmxx");
    private static final Pattern AMOUNT = Pattern.compile("([A-Z]{3})([0-9]+,[0-9]*)");

    private FinValue() {}

    /** An amount of a currency: {@code EUR1234,5}. */
    record Amount(String currency, String decimal) {
        static Amount of(String text) throws FinException {
            Matcher amount = AMOUNT.matcher(text.strip());
            if (!amount.matches()) {
                throw new FinException("'" + text + "' is no amount");
            }
            return new Amount(amount.group(1), FinValue.decimal(amount.group(2)));
        }
    }

    /** A decimal comma as a point, without zeros at the end: {@code 1234,50} is 1234.5. */
    static String decimal(String text) throws FinException {
        try {
            BigDecimal value = new BigDecimal(text.replace(',', '.'));
            return value.signum() == 0 ? "0" : value.stripTrailingZeros().toPlainString();
        } catch (NumberFormatException e) {
            throw new FinException("'" + text + "' is no number");
        }
    }

    static String date(String sixDigits) throws FinException {
        try {
            return LocalDate.parse(sixDigits, DAY).toString();
        } catch (DateTimeParseException e) {
            throw new FinException("'" + sixDigits + "' is no date");
        }
    }

    /** Date, time and offset of field 13D: {@code 1401231426+0100}. */
    static String moment(String text) throws FinException {
        try {
            return OffsetDateTime.parse(text, MOMENT).format(DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ssxxx"));
        } catch (DateTimeParseException e) {
            throw new FinException("'" + text + "' is no date and time");
        }
    }
}
