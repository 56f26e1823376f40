package vesper.api.alert;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import vesper.api.field.FieldChecks;
import vesper.bank.alert.CustomerAlerts.Kind;
import vesper.bank.money.Money;

/** What a customer wants to be told of an account, as it is or is to be; unchecked if it comes from outside. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(
        description =
                "What you want to be told of an account: thresholds in major units of its currency, greater than zero."
                        + " What is missing is not told.")
record AlertPreferences(
        @Schema(description = "a payment takes the balance below this", example = "50.00") @Nullable
        String lowBalance,

        @Schema(description = "a payment of at least this", example = "500.00") @Nullable
        String largePayment,

        @Schema(description = "a credit of at least this, such as a salary", example = "1500.00") @Nullable
        String moneyIn) {

    static AlertPreferences of(Map<Kind, Long> thresholds, String currency) {
        return new AlertPreferences(
                decimal(thresholds.get(Kind.LOW_BALANCE), currency),
                decimal(thresholds.get(Kind.LARGE_PAYMENT), currency),
                decimal(thresholds.get(Kind.MONEY_IN), currency));
    }

    private static @Nullable String decimal(@Nullable Long minor, String currency) {
        return minor == null ? null : new Money(minor, currency).toDecimal().toPlainString();
    }

    /**
     * In minor units.
     *
     * @throws vesper.api.problem.ProblemException naming every field that is wrong
     */
    Map<Kind, Long> checked(String currency, long maxMajor) {
        FieldChecks fields = new FieldChecks();
        Map<Kind, Long> thresholds = new EnumMap<>(Kind.class);
        put(thresholds, Kind.LOW_BALANCE, "lowBalance", lowBalance, currency, maxMajor, fields);
        put(thresholds, Kind.LARGE_PAYMENT, "largePayment", largePayment, currency, maxMajor, fields);
        put(thresholds, Kind.MONEY_IN, "moneyIn", moneyIn, currency, maxMajor, fields);
        fields.finish();
        return thresholds;
    }

    private static void put(
            Map<Kind, Long> thresholds,
            Kind kind,
            String field,
            @Nullable String value,
            String currency,
            long maxMajor,
            FieldChecks fields) {
        Long minor = value == null ? null : fields.amount(field, value, currency, maxMajor, false);
        if (minor != null) {
            thresholds.put(kind, minor);
        }
    }
}
