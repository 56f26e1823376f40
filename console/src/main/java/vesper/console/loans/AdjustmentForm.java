package vesper.console.loans;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import vesper.bank.money.Money;
import vesper.bank.servicing.LoanAdjustment;
import vesper.bank.servicing.LoanAdjustment.Action;
import vesper.bank.servicing.LoanAdjustment.Field;
import vesper.console.PlainNumber;

/**
 * An adjustment as it is written in the form.
 *
 * @param sent text by the name of the field; what is missing is empty
 */
record AdjustmentForm(Action action, Map<String, String> sent) {

    /** A field of the form, with what is written there. */
    record Line(Field field, String value) {
        /** Of the input. */
        public String type() {
            return switch (field) {
                case ON, NEW_DUE_ON -> "date";
                case TARGET, INSTALMENTS -> "number";
                case AMOUNT, RATE -> "text";
            };
        }

        /** What to write there. */
        public String hint() {
            return switch (field) {
                case ON -> "Value date; of a change of terms, the due date of the first instalment that it concerns.";
                case AMOUNT -> "Such as 12.34, in the currency of the loan.";
                case TARGET -> "Number of the transaction or charge, as it is listed on the loan.";
                case NEW_DUE_ON -> "Of the instalment that moves, or of the first new one.";
                case INSTALMENTS -> "How many.";
                case RATE -> "Yearly, in percent, such as 6.9.";
            };
        }
    }

    /** The fields that the action needs. */
    List<Line> lines() {
        return Arrays.stream(Field.values())
                .filter(action::needs)
                .map(field -> new Line(field, text(field)))
                .toList();
    }

    /** @throws IllegalArgumentException saying which field is wrong, and how it must be */
    LoanAdjustment adjustment(String currency) {
        return new LoanAdjustment(
                action,
                read(Field.ON, LocalDate::parse),
                read(Field.AMOUNT, text -> Money.parse(text, currency).amountMinor()),
                read(Field.TARGET, Long::valueOf),
                read(Field.NEW_DUE_ON, LocalDate::parse),
                read(Field.INSTALMENTS, Integer::valueOf),
                read(Field.RATE, PlainNumber::of));
    }

    private <T> @Nullable T read(Field field, Function<String, T> reader) {
        String text = text(field);
        if (text.isEmpty() || !action.needs(field)) {
            return null;
        }
        try {
            return reader.apply(text);
        } catch (NumberFormatException | DateTimeParseException e) {
            throw new IllegalArgumentException(field.label() + " cannot be read", e);
        }
    }

    private String text(Field field) {
        return sent.getOrDefault(field.name().toLowerCase(Locale.ROOT), "").strip();
    }
}
