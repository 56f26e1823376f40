package vesper.bank.money;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Arrays;
import java.util.Currency;
import java.util.List;

/**
 * An amount in minor units of an ISO 4217 currency: 12.34 USD is {@code new Money(1234, "USD")}, 1234 JPY is
 * {@code new Money(1234, "JPY")}. Arithmetic is exact; overflow of a long throws {@link ArithmeticException}.
 *
 * @param amountMinor signed, in the currency's smallest unit
 * @param currency three letters, a currency with minor units defined by ISO 4217
 */
public record Money(long amountMinor, String currency) {
    public Money {
        decimals(currency);
    }

    /**
     * Reads a decimal amount in major units, such as {@code "12.34"}.
     *
     * @throws IllegalArgumentException if the text is no plain decimal number (exponents are refused), has more decimals
     *     than the currency, or does not fit; the message says which
     */
    public static Money parse(String amount, String currency) {
        int decimals = decimals(currency);
        if (!amount.matches("-?[0-9]{1,19}(\\.[0-9]{1,9})?")) {
            throw new IllegalArgumentException("amount must be a decimal number such as 12.34");
        }
        BigDecimal value = new BigDecimal(amount);
        if (value.stripTrailingZeros().scale() > decimals) {
            throw new IllegalArgumentException(
                    "amount has more decimals than " + currency + " allows (" + decimals + ")");
        }
        try {
            return new Money(
                    value.setScale(decimals, RoundingMode.UNNECESSARY)
                            .unscaledValue()
                            .longValueExact(),
                    currency);
        } catch (ArithmeticException e) {
            throw new IllegalArgumentException("amount is too large", e);
        }
    }

    /**
     * Number of decimals of a currency's minor unit: 2 for USD, 0 for JPY, 3 for BHD.
     *
     * @throws IllegalArgumentException if the code is no ISO 4217 currency that money can be held in
     */
    public static int decimals(String currency) {
        int decimals;
        try {
            decimals = Currency.getInstance(currency).getDefaultFractionDigits();
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("currency is not an ISO 4217 code", e);
        }
        if (decimals < 0) {
            throw new IllegalArgumentException("currency " + currency + " has no minor unit");
        }
        return decimals;
    }

    public Money plus(Money other) {
        if (!currency.equals(other.currency)) {
            throw new IllegalArgumentException("cannot add " + other.currency + " to " + currency);
        }
        return new Money(Math.addExact(amountMinor, other.amountMinor), currency);
    }

    public Money negated() {
        return new Money(Math.negateExact(amountMinor), currency);
    }

    /**
     * Splits the amount by weights; the parts sum to it.
     *
     * @throws IllegalArgumentException as {@link Allocation#allocate}
     */
    public List<Money> allocate(Allocation rule, long... weights) {
        return Arrays.stream(rule.allocate(amountMinor, weights))
                .mapToObj(part -> new Money(part, currency))
                .toList();
    }

    /** The amount in major units, with all the decimals of the currency. */
    public BigDecimal toDecimal() {
        return BigDecimal.valueOf(amountMinor, decimals(currency));
    }

    /** An amount in major units as plain text, with all the decimals of the currency: {@code 12.34}. */
    public static String plain(long amountMinor, String currency) {
        return BigDecimal.valueOf(amountMinor, decimals(currency)).toPlainString();
    }

    /** For people and files: {@code 12.34 USD}. */
    @Override
    public String toString() {
        return plain(amountMinor, currency) + " " + currency;
    }
}
