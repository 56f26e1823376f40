package vesper.console.loans;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import vesper.bank.calendar.HolidayCalendars;
import vesper.bank.servicing.InvalidPolicyException;
import vesper.bank.servicing.ServicingPolicy;
import vesper.console.PlainNumber;

/** The form for a loan policy as it was written, and what is wrong with it. */
final class PolicyForm {
    private final Map<PolicyField, String> values = new EnumMap<>(PolicyField.class);
    private final Map<PolicyField, String> errors = new EnumMap<>(PolicyField.class);
    private final String validFrom;

    private PolicyForm(String validFrom) {
        this.validFrom = validFrom;
    }

    /** A line of the form, for its page. */
    record Line(PolicyField field, String value, @Nullable String error) {}

    static PolicyForm of(LocalDate validFrom, ServicingPolicy policy) {
        PolicyForm form = new PolicyForm(validFrom.toString());
        for (PolicyField field : PolicyField.values()) {
            form.values.put(field, field.of(policy));
        }
        return form;
    }

    /** As a browser sends it; a field that is not sent is empty. */
    static PolicyForm of(Map<String, String> sent) {
        PolicyForm form = new PolicyForm(sent.getOrDefault("validFrom", "").strip());
        for (PolicyField field : PolicyField.values()) {
            form.values.put(field, sent.getOrDefault(field.name(), "").strip());
        }
        return form;
    }

    /** The first day, as it was written. */
    String validFrom() {
        return validFrom;
    }

    List<Line> lines() {
        return values.entrySet().stream()
                .map(each -> new Line(each.getKey(), each.getValue(), errors.get(each.getKey())))
                .toList();
    }

    /** Marks the field that a refusal names; false if the form has none of that name. */
    boolean mark(InvalidPolicyException refused) {
        for (PolicyField field : PolicyField.values()) {
            if (field.policyField().equals(refused.field())) {
                errors.put(field, refused.reason());
                return true;
            }
        }
        return false;
    }

    /** The first day; empty if it cannot be read. */
    Optional<LocalDate> day() {
        try {
            return Optional.of(LocalDate.parse(validFrom));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    /**
     * The policy that is written down; empty if fields cannot be read, which then are marked.
     *
     * @throws InvalidPolicyException if the fields are well-formed, and the policy cannot be; see {@link #mark}
     */
    Optional<ServicingPolicy> policy() {
        errors.clear();
        int days = number(PolicyField.COLLECTION_DAYS);
        int grace = number(PolicyField.GRACE_DAYS);
        long fee = read(PolicyField.OVERDUE_FEE, "must be a whole number", 0L, Long::parseLong);
        BigDecimal penalty = decimal(PolicyField.PENALTY);
        BigDecimal rate = decimal(PolicyField.PENALTY_RATE);
        String calendar = choice(PolicyField.CALENDAR);
        boolean parts =
                choice(PolicyField.PARTS).equals(PolicyField.partsOrAll().get(0));
        return errors.isEmpty()
                ? Optional.of(
                        new ServicingPolicy(HolidayCalendars.ofCode(calendar), days, parts, grace, fee, penalty, rate))
                : Optional.empty();
    }

    private int number(PolicyField field) {
        return read(field, "must be a whole number", 0, Integer::parseInt);
    }

    private BigDecimal decimal(PolicyField field) {
        return read(field, "must be a number such as 2.5", BigDecimal.ZERO, PlainNumber::of);
    }

    private String choice(PolicyField field) {
        return read(field, "must be one of the list", "", text -> {
            if (!field.options().contains(text)) {
                throw new IllegalArgumentException(text);
            }
            return text;
        });
    }

    private <T> T read(PolicyField field, String otherwise, T none, Function<String, T> reading) {
        try {
            return reading.apply(values.getOrDefault(field, ""));
        } catch (IllegalArgumentException e) {
            errors.put(field, otherwise);
            return none;
        }
    }
}
