package vesper.reporting.privacy;

import java.math.BigDecimal;
import java.text.NumberFormat;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import vesper.bank.money.Money;
import vesper.reporting.statement.Notation;

/**
 * How a person reads what a row holds: amounts in their currency, days and times (UTC) as the language writes them, own accounts by
 * their numbers, codes in words. Texts that somebody wrote stay as they are.
 */
final class PersonalDataCells {
    private static final Pattern DAY = Pattern.compile("\\d{4}-\\d{2}-\\d{2}");
    private static final Pattern TIME = Pattern.compile("\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}.*");
    private static final Pattern OFFSET = Pattern.compile("[+-]\\d{2}:\\d{2}$");
    private static final Pattern CODE = Pattern.compile("[A-Z][A-Z_]+");
    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm");

    /** Columns with texts that somebody wrote. */
    private static final Set<String> AS_IT_IS = Set.of(
            "name",
            "email",
            "postal_address",
            "recipient",
            "narrative",
            "note",
            "nickname",
            "merchant",
            "reference",
            "end_to_end_id",
            "subject",
            "item",
            "detail",
            "last_error",
            "device",
            "ip",
            "label");

    private static final Set<String> CODES = Set.of(
            "kind",
            "type",
            "status",
            "state",
            "from_state",
            "to_state",
            "proposed_state",
            "step",
            "reason",
            "status_reason",
            "decision",
            "decision_reasons",
            "refusal",
            "side",
            "rights",
            "rhythm",
            "without_funds",
            "confirmation",
            "delivery",
            "excess",
            "re_age_unit");

    private static final int MOST_DECIMALS = 8;
    private static final String CURRENCY = "currency";

    private final PersonalDataWording words;
    private final Map<String, String> numbers = new HashMap<>();
    private final Map<String, String> currencies = new HashMap<>();

    /** @param parts all that is held on the person: accounts and loan applications say the currency of what belongs to them */
    PersonalDataCells(PersonalDataWording words, List<PersonalDataPart> parts) {
        this.words = words;
        for (PersonalDataPart part : parts) {
            if (part.table().equals("account")) {
                part.rows().forEach(row -> {
                    numbers.put(text(row, "id"), text(row, "number"));
                    currencies.put(text(row, "id"), text(row, CURRENCY));
                });
            } else if (part.table().equals("loan_application")) {
                part.rows().forEach(row -> currencies.put(text(row, "id"), text(row, CURRENCY)));
            }
        }
    }

    /** What stands in a cell; empty if the row has nothing there. */
    String text(JsonNode row, String column) {
        JsonNode value = row.get(column);
        if (value == null || value.isNull()) {
            return "";
        }
        return value.isArray()
                ? StreamSupport.stream(value.spliterator(), false)
                        .map(each -> text(row, column, each))
                        .collect(Collectors.joining(", "))
                : text(row, column, value);
    }

    private String text(JsonNode row, String column, JsonNode value) {
        if (value.isBoolean()) {
            return words.get(value.booleanValue() ? "yes" : "no");
        }
        if (value.isNumber()) {
            return number(row, column, value.decimalValue());
        }
        String text = value.isString() ? value.stringValue() : value.toString();
        if (column.equals("number")) {
            return Notation.accountNumber(text);
        }
        if (CODES.contains(column) && CODE.matcher(text).matches()) {
            return words.code(text);
        }
        return AS_IT_IS.contains(column) ? text : written(text);
    }

    private String number(JsonNode row, String column, BigDecimal value) {
        String account = numbers.get(value.toPlainString());
        if (column.endsWith("account_id") && account != null) {
            return Notation.accountNumber(account);
        }
        if (column.equals("rate_bps")) {
            return new Notation("EUR", words.language()).rate(value.intValueExact());
        }
        String currency = column.endsWith("_minor") ? currency(row) : null;
        if (currency == null) {
            return value.toPlainString();
        }
        return row.has(CURRENCY) ? amount(value, currency) : amount(value, currency) + ' ' + currency;
    }

    private @Nullable String currency(JsonNode row) {
        if (row.has(CURRENCY)) {
            return row.get(CURRENCY).stringValue();
        }
        for (String owner : List.of("account_id", "debtor_account_id", "application_id")) {
            if (row.has(owner)) {
                return currencies.get(row.get(owner).asString());
            }
        }
        return null;
    }

    /** What was not rounded in the books is not rounded here. */
    private String amount(BigDecimal minor, String currency) {
        if (minor.stripTrailingZeros().scale() <= 0) {
            return new Notation(currency, words.language()).amount(minor.longValueExact());
        }
        int decimals = Money.decimals(currency);
        NumberFormat format = NumberFormat.getInstance(Locale.forLanguageTag(words.language()));
        format.setMinimumFractionDigits(decimals);
        format.setMaximumFractionDigits(MOST_DECIMALS);
        return format.format(minor.movePointLeft(decimals));
    }

    private String written(String text) {
        if (DAY.matcher(text).matches()) {
            return date(LocalDate.parse(text));
        }
        if (TIME.matcher(text).matches()) {
            LocalDateTime time = OFFSET.matcher(text).find()
                    ? OffsetDateTime.parse(text)
                            .withOffsetSameInstant(ZoneOffset.UTC)
                            .toLocalDateTime()
                    : LocalDateTime.parse(text);
            return date(time.toLocalDate()) + ' ' + CLOCK.format(time);
        }
        return text;
    }

    private String date(LocalDate date) {
        return new Notation("EUR", words.language()).date(date);
    }
}
