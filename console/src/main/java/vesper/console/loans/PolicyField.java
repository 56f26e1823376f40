package vesper.console.loans;

import java.util.List;
import java.util.function.Function;
import vesper.bank.calendar.HolidayCalendars;
import vesper.bank.servicing.ServicingPolicy;

/** A field of the form for a loan policy, and how a policy fills it. */
@SuppressWarnings("ImmutableEnumChecker") // the functions and lists are constants
enum PolicyField {
    CALENDAR(
            "calendar",
            "Business days of",
            "whose days count for the collection",
            List.copyOf(HolidayCalendars.codes()),
            policy -> policy.calendar().name()),
    COLLECTION_DAYS(
            "collectionDays",
            "Collected on",
            "business days from the due date on; then with the next instalment",
            List.of(),
            policy -> "" + policy.collectionDays()),
    PARTS(
            "partCollection",
            "If the account is short",
            "",
            PolicyField.partsOrAll(),
            policy -> PolicyField.partsOrAll().get(policy.partCollection() ? 0 : 1)),
    GRACE_DAYS(
            "graceDays",
            "Days of grace",
            "after the due date, before anything is charged",
            List.of(),
            policy -> "" + policy.graceDays()),
    OVERDUE_FEE(
            "overdueFeeMinor",
            "Fee",
            "for each instalment missed, in the smallest units of the loan's currency: 500 is 5.00 USD",
            List.of(),
            policy -> "" + policy.overdueFeeMinor()),
    PENALTY(
            "penaltyPct",
            "Penalty",
            "percent, once for each instalment missed, of its principal and interest that are overdue",
            List.of(),
            policy -> policy.penaltyPct().toPlainString()),
    PENALTY_RATE(
            "penaltyRatePct",
            "Penalty by day",
            "percent a year of the principal and interest overdue, for each day after the days of grace",
            List.of(),
            policy -> policy.penaltyRatePct().toPlainString());

    private final String policyField;
    private final String label;
    private final String hint;
    private final List<String> options;
    private final Function<ServicingPolicy, String> value;

    PolicyField(
            String policyField,
            String label,
            String hint,
            List<String> options,
            Function<ServicingPolicy, String> value) {
        this.policyField = policyField;
        this.label = label;
        this.hint = hint;
        this.options = options;
        this.value = value;
    }

    /** What the form offers where an account is short: that parts are taken, or not. */
    static List<String> partsOrAll() {
        return List.of("TAKE_WHAT_IS_THERE", "TAKE_NOTHING");
    }

    /** As {@link ServicingPolicy} names it in a refusal. */
    String policyField() {
        return policyField;
    }

    public String label() {
        return label;
    }

    public String hint() {
        return hint;
    }

    /** What the field may be; empty: anything is written. */
    public List<String> options() {
        return options;
    }

    String of(ServicingPolicy policy) {
        return value.apply(policy);
    }
}
