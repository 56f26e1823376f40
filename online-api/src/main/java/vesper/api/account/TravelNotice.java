package vesper.api.account;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import vesper.api.field.FieldChecks;
import vesper.api.problem.ProblemCode;
import vesper.bank.customer.CustomerNotices.Journey;

/** A journey that a customer tells of, unchecked. */
@Schema(name = "TravelNotice", description = "A journey of the account's holder.")
record TravelNotice(
        @Schema(
                requiredMode = Schema.RequiredMode.REQUIRED,
                description = "where it goes, ISO 3166 alpha-2",
                pattern = "[A-Z]{2}",
                example = "FR")
        @Nullable
        String country,

        @Schema(
                requiredMode = Schema.RequiredMode.REQUIRED,
                description = "first day, in UTC",
                format = "date",
                example = "2026-01-15")
        @Nullable
        String from,

        @Schema(
                requiredMode = Schema.RequiredMode.REQUIRED,
                description = "last day, in UTC, at most a year later",
                format = "date",
                example = "2026-01-22")
        @Nullable
        String until) {
    private static final Set<String> COUNTRIES = Locale.getISOCountries(Locale.IsoCountryCode.PART1_ALPHA2);
    private static final int CODE = 2;
    private static final int DATE = 10;

    /**
     * The journey.
     *
     * @throws vesper.api.problem.ProblemException naming the fields that cannot be used
     */
    Journey checked() {
        FieldChecks fields = new FieldChecks();
        String to = fields.required("country", country, CODE);
        if (to != null && !COUNTRIES.contains(to)) {
            fields.error(
                    "country", ProblemCode.UNKNOWN_VALUE, "must be a country of ISO 3166 in two letters, such as FR");
        }
        var first = fields.date("from", fields.required("from", from, DATE));
        var last = fields.date("until", fields.required("until", until, DATE));
        if (first != null && last != null && (last.isBefore(first) || last.isAfter(first.plusYears(1)))) {
            fields.error("until", ProblemCode.INVALID_TIME, "must be from the first day to a year later");
        }
        fields.finish();
        return new Journey(known(to), known(first), known(last));
    }

    private static <T> T known(@Nullable T checked) {
        return java.util.Objects.requireNonNull(checked);
    }

    /** Without its contents: they are personal. */
    @Override
    public String toString() {
        return "TravelNotice";
    }
}
