package vesper.api.onboarding;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import vesper.api.field.FieldChecks;

/**
 * A request whose fields are well-formed.
 *
 * @param openingBalanceMinor zero or more, minor units of the currency
 */
record CardAccountOrder(
        String card,
        String currency,
        long openingBalanceMinor,
        String name,
        @Nullable String email,
        String address,
        @Nullable String customerReference) {
    /**
     * Checks one request; answers null and adds to the errors if it cannot be used.
     *
     * @param maxMajor largest opening balance, in major units
     */
    static @Nullable CardAccountOrder check(CardAccountRequest request, long maxMajor, FieldChecks fields) {
        String card = fields.card("card", request.card());
        String currency = fields.currency("currency", request.currency());
        Long balance = request.openingBalance() == null
                ? Long.valueOf(0)
                : fields.amount("openingBalance", request.openingBalance(), currency, maxMajor, true);
        String name = fields.optional("name", request.name(), 200);
        String email = fields.optionalEmail("email", request.email());
        String address = fields.optionalLines("address", request.address(), 500);
        String reference = fields.optional("customerReference", request.customerReference(), 100);
        if (!fields.errors().isEmpty()) {
            return null;
        }
        String number = Objects.requireNonNull(card);
        return new CardAccountOrder(
                number,
                Objects.requireNonNull(currency),
                Objects.requireNonNull(balance),
                name != null ? name : "Holder of card " + number.substring(number.length() - 4),
                email,
                address == null ? "" : address,
                reference);
    }

    /** Without its contents: they are personal. */
    @Override
    public String toString() {
        return "CardAccountOrder";
    }
}
