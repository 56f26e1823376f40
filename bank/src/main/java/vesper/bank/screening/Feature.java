package vesper.bank.screening;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The named values that rules judge. Each is declared here once; its name in events and rules is the constant in lower
 * case, so it is also an identifier of an expression language. Windows are {@code (t-w, t]} in event time, this payment
 * included; amounts are in minor units; a deviation is {@code (amount - mean) / deviation} of the payments before this
 * one, and 0 while fewer than {@link Habit#ENOUGH} are known.
 */
public enum Feature {
    /** The amount of this payment. */
    AMOUNT,
    /** Hour of the day in UTC, 0 to 23. */
    HOUR,
    /** 1 if a card paid, 0 for a transfer. */
    IS_CARD,
    /** Payments of the card in a minute, an hour, a day; saturates at {@link RecentPayments#CAPACITY}. */
    CARD_COUNT_1M,
    CARD_COUNT_1H,
    CARD_COUNT_24H,
    /** Sum of the amounts of those payments. */
    CARD_AMOUNT_1M,
    CARD_AMOUNT_1H,
    CARD_AMOUNT_24H,
    /** How many payments the card's habits were learned from; saturates at {@link Habit#MEMORY}. */
    CARD_PAYMENTS,
    /** Deviation of the amount from all payments of the card. */
    CARD_AMOUNT_DEVIATION,
    /** Deviation of the amount from the card's payments in the same category. */
    CARD_CATEGORY_DEVIATION,
    /** Amount of the last 24 hours, in multiples of the card's mean payment; 0 while the card is new. */
    CARD_SPEND_RATIO_24H,
    /** Share of the card's earlier payments that are in this category, 0 to 1; 1 while the card is new. */
    CARD_CATEGORY_SHARE,
    /** Share of the card's earlier payments in this hour of the day and the two beside it; 1 while the card is new. */
    CARD_HOUR_SHARE,
    /** 1 if the merchant is not among the last {@link CardHistory#MERCHANTS} that the card paid. */
    CARD_NEW_MERCHANT,
    /** Seconds since the card's last earlier payment, at most a day (also where there is none). */
    CARD_SECONDS_SINCE_LAST,
    /** Payments to the merchant (or creditor account) in a minute, an hour, a day; see {@link RollingWindow}. */
    MERCHANT_COUNT_1M,
    MERCHANT_COUNT_1H,
    MERCHANT_COUNT_24H,
    /** Sum of the amounts of those payments. */
    MERCHANT_AMOUNT_1M,
    MERCHANT_AMOUNT_1H,
    MERCHANT_AMOUNT_24H,
    /** How many payments the merchant's habit was learned from; saturates at {@link Habit#MEMORY}. */
    MERCHANT_PAYMENTS,
    /** Deviation of the amount from what is paid to this merchant. */
    MERCHANT_AMOUNT_DEVIATION;

    static final Feature[] ALL = values();

    private static final Map<String, Feature> BY_KEY =
            Arrays.stream(ALL).collect(Collectors.toUnmodifiableMap(Feature::key, feature -> feature));

    private final String key = name().toLowerCase(Locale.ROOT);

    /**
     * The feature of this name.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static Feature of(String key) {
        Feature feature = BY_KEY.get(key);
        if (feature == null) {
            throw new IllegalArgumentException("no feature is called " + key);
        }
        return feature;
    }

    /** The name in events and rules, such as {@code card_count_1h}. */
    public String key() {
        return key;
    }
}
