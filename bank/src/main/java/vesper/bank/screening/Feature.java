package vesper.bank.screening;

import static vesper.bank.screening.Feature.Key.CARD;
import static vesper.bank.screening.Feature.Key.CUSTOMER;
import static vesper.bank.screening.Feature.Key.DEVICE;
import static vesper.bank.screening.Feature.Key.INTERNET_ADDRESS;
import static vesper.bank.screening.Feature.Key.MERCHANT;
import static vesper.bank.screening.Feature.Key.PAYMENT;

import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The named values that rules and the model judge. Each is declared here once: whose it is, over which window, what it
 * says. Its name in rules is the constant in lower case, so it is also an identifier of an expression language. New ones
 * go to the end: recorded decisions hold the values in this order.
 *
 * <p>Windows are {@code (t-w, t]} in event time, this payment included; those of days are made of calendar days (UTC) for
 * a card and of slices (see {@link RollingWindow}) for a merchant. Amounts are in minor units. A deviation is
 * {@code (amount - mean) / deviation} of the payments before this one, and 0 while fewer than {@link Habit#ENOUGH} are
 * known. Those of a customer, a device or an internet address are 0 where the payment names none. What is known of fraud is what labels said by then; their windows run over the time at which they became known.
 */
public enum Feature {
    AMOUNT(PAYMENT, "", "amount of this payment"),
    HOUR(PAYMENT, "", "hour of the day in UTC, 0 to 23"),
    WEEKDAY(PAYMENT, "", "day of the week in UTC, 1 (Monday) to 7"),
    IS_NIGHT(PAYMENT, "", "1 from 00:00 to 06:59 UTC"),
    IS_WEEKEND(PAYMENT, "", "1 on Saturday and Sunday"),
    IS_CARD(PAYMENT, "", "1 if a card paid, 0 for a transfer"),
    IS_ONLINE(PAYMENT, "", "1 if the payment's channel is online"),
    IS_ROUND(PAYMENT, "", "1 if the amount is a multiple of 100.00"),
    CARD_COUNT_1M(CARD, "1m", "payments; saturates at the number of payments kept"),
    CARD_COUNT_10M(CARD, "10m", "payments; saturates"),
    CARD_COUNT_1H(CARD, "1h", "payments; saturates"),
    CARD_COUNT_24H(CARD, "24h", "payments; saturates"),
    CARD_COUNT_7D(CARD, "7d", "payments"),
    CARD_COUNT_30D(CARD, "30d", "payments"),
    CARD_AMOUNT_1M(CARD, "1m", "sum of amounts"),
    CARD_AMOUNT_10M(CARD, "10m", "sum of amounts"),
    CARD_AMOUNT_1H(CARD, "1h", "sum of amounts"),
    CARD_AMOUNT_24H(CARD, "24h", "sum of amounts"),
    CARD_AMOUNT_7D(CARD, "7d", "sum of amounts"),
    CARD_AMOUNT_30D(CARD, "30d", "sum of amounts"),
    CARD_MEAN_24H(CARD, "24h", "mean amount"),
    CARD_MEAN_7D(CARD, "7d", "mean amount"),
    CARD_MEAN_30D(CARD, "30d", "mean amount"),
    CARD_PAYMENTS(CARD, "all", "payments that the habits were learned from; saturates at 200"),
    CARD_MEAN_AMOUNT(CARD, "all", "mean amount of the payments before; old ones fade, outliers are capped"),
    CARD_AMOUNT_RATIO(CARD, "all", "amount in multiples of that mean; 0 while the card is new"),
    CARD_AMOUNT_DEVIATION(CARD, "all", "deviation of the amount from all payments of the card"),
    CARD_CATEGORY_DEVIATION(CARD, "all", "deviation of the amount from the card's payments in the same category"),
    CARD_SPEND_RATIO_24H(CARD, "24h", "sum of amounts in multiples of the mean payment; 0 while the card is new"),
    CARD_CATEGORY_SHARE(CARD, "all", "share of earlier payments in this category, 0 to 1; 1 while the card is new"),
    CARD_HOUR_SHARE(CARD, "all", "share of earlier payments in this hour and the two beside it; 1 while new"),
    CARD_NEW_MERCHANT(CARD, "all", "1 if the merchant is not among the last that the card paid"),
    CARD_NEW_CATEGORY(CARD, "all", "1 if the card, once known, pays in this category for the first time"),
    CARD_NEW_DEVICE(CARD, "all", "1 if devices of the card are known and this is none of them"),
    CARD_NEW_COUNTRY(CARD, "all", "1 if countries of the card are known and this is none of them"),
    CARD_SECONDS_SINCE_LAST(
            CARD, "24h", "seconds since the last earlier payment, at most a day, also if there is none"),
    CARD_DAYS_SINCE_LAST(CARD, "all", "days since the newest earlier payment; 0 if there is none"),
    CARD_AGE_DAYS(CARD, "all", "days since the card's first payment"),
    CARD_MERCHANTS_24H(CARD, "24h", "different merchants"),
    CARD_SMALL_1H(CARD, "1h", "payments below 5.00"),
    CARD_NEAR_LIMIT_24H(CARD, "24h", "payments from 9,000.00 to 9,999.99: just below what must be reported"),
    CARD_HIGH_7D(CARD, "7d", "earlier payments at least 3 deviations above the habit of their time"),
    CARD_HIGH_14D(CARD, "14d", "earlier payments at least 3 deviations above the habit of their time"),
    CARD_KM_FROM_LAST(CARD, "all", "kilometres from the last earlier payment made in person; 0 if a place is unknown"),
    CARD_SPEED_KMH(CARD, "all", "that distance over the time between, of at least a minute"),
    CARD_FRAUDS_30D(CARD, "30d", "payments of these days that are known to be fraud; at most 6"),
    CARD_DAYS_SINCE_FRAUD(CARD, "90d", "days since the newest payment known to be fraud; 90 if there is none"),
    CARD_FRAUD_SPAN(CARD, "90d", "days since the first of the frauds that follow each other within 14 days; else 0"),
    MERCHANT_COUNT_1M(MERCHANT, "1m", "payments to the merchant or creditor account"),
    MERCHANT_COUNT_1H(MERCHANT, "1h", "payments"),
    MERCHANT_COUNT_24H(MERCHANT, "24h", "payments"),
    MERCHANT_COUNT_7D(MERCHANT, "7d", "payments"),
    MERCHANT_COUNT_30D(MERCHANT, "30d", "payments"),
    MERCHANT_AMOUNT_1M(MERCHANT, "1m", "sum of amounts"),
    MERCHANT_AMOUNT_1H(MERCHANT, "1h", "sum of amounts"),
    MERCHANT_AMOUNT_24H(MERCHANT, "24h", "sum of amounts"),
    MERCHANT_AMOUNT_30D(MERCHANT, "30d", "sum of amounts"),
    MERCHANT_PAYMENTS(MERCHANT, "all", "payments that the habit was learned from; saturates at 200"),
    MERCHANT_MEAN_AMOUNT(MERCHANT, "all", "mean amount of the payments before; old ones fade, outliers are capped"),
    MERCHANT_AMOUNT_DEVIATION(MERCHANT, "all", "deviation of the amount from what is paid to this merchant"),
    MERCHANT_PAYERS_24H(MERCHANT, "24h", "different payers among the last 16"),
    MERCHANT_LABELLED_7D(MERCHANT, "7d", "payments of which it became known whether they were fraud"),
    MERCHANT_LABELLED_30D(MERCHANT, "30d", "payments of which it became known whether they were fraud"),
    MERCHANT_FRAUDS_1D(MERCHANT, "1d", "payments that became known to be fraud"),
    MERCHANT_FRAUDS_7D(MERCHANT, "7d", "payments that became known to be fraud"),
    MERCHANT_FRAUDS_30D(MERCHANT, "30d", "payments that became known to be fraud"),
    MERCHANT_RISK_1D(MERCHANT, "1d", "share of fraud among what became known; 0 if nothing did"),
    MERCHANT_RISK_7D(MERCHANT, "7d", "share of fraud among what became known; 0 if nothing did"),
    MERCHANT_RISK_30D(MERCHANT, "30d", "share of fraud among what became known; 0 if nothing did"),
    MERCHANT_FRAUD_RUN(MERCHANT, "all", "fraud labels since the last other one, by the time they became known"),
    MERCHANT_GENUINE_RUN(MERCHANT, "all", "labels since the last fraud; at most 200"),
    MERCHANT_DAYS_SINCE_FRAUD(MERCHANT, "90d", "days since the newest payment known to be fraud; 90 if there is none"),
    MERCHANT_FRAUD_SPAN(MERCHANT, "90d", "days since the first of the frauds that follow each other within 14 days"),
    ACCOUNT_AGE_DAYS(PAYMENT, "", "days since the account was opened, at most 3650; 3650 too where that is unknown"),
    CUSTOMER_COUNT_1H(CUSTOMER, "1h", "payments from all cards and accounts of the customer"),
    CUSTOMER_COUNT_24H(CUSTOMER, "24h", "payments"),
    CUSTOMER_AMOUNT_1H(CUSTOMER, "1h", "sum of amounts"),
    CUSTOMER_AMOUNT_24H(CUSTOMER, "24h", "sum of amounts"),
    CUSTOMER_PAYERS_24H(CUSTOMER, "24h", "different cards and accounts that paid, among the last 16"),
    CUSTOMER_IS_NEW(CUSTOMER, "all", "1 if it is the customer's first payment"),
    CUSTOMER_AGE_DAYS(CUSTOMER, "all", "days since the customer's first payment"),
    CUSTOMER_NEW_DEVICE(CUSTOMER, "all", "1 if devices of the customer are known and this is none of them"),
    CUSTOMER_NEW_COUNTRY(CUSTOMER, "all", "1 if countries of the customer are known and this is none of them"),
    CUSTOMER_NEW_COUNTRY_PAIR(
            CUSTOMER, "all", "1 if the customer never went from the country of the last payment to this one"),
    CUSTOMER_SIGN_IN_24H(CUSTOMER, "24h", "1 if the password is new"),
    CUSTOMER_SIGN_IN_7D(CUSTOMER, "7d", "1 if the password is new"),
    CUSTOMER_TRAVELS(CUSTOMER, "", "1 if the customer told of a journey that this payment belongs to"),
    CUSTOMER_FRAUDS_30D(CUSTOMER, "30d", "payments of these days that are known to be fraud; at most 6"),
    DEVICE_COUNT_1H(DEVICE, "1h", "payments on the device by anybody; 0 where the device is unknown, as all of these"),
    DEVICE_COUNT_24H(DEVICE, "24h", "payments"),
    DEVICE_AMOUNT_24H(DEVICE, "24h", "sum of amounts"),
    DEVICE_PAYERS_24H(DEVICE, "24h", "different cards and accounts that paid, among the last 16"),
    DEVICE_IS_NEW(DEVICE, "all", "1 if nobody paid on the device before"),
    DEVICE_AGE_DAYS(DEVICE, "all", "days since the first payment on the device"),
    DEVICE_FRAUDS_30D(DEVICE, "30d", "payments of these days that are known to be fraud; at most 6"),
    IP_COUNTRY_DIFFERS(
            PAYMENT, "", "1 if the internet address is of another country than the payment, as far as both are known"),
    CUSTOMER_NEW_IP(CUSTOMER, "all", "1 if internet addresses of the customer are known and this is none of them"),
    CUSTOMER_NEW_IP_COUNTRY(
            CUSTOMER, "all", "1 if countries of the customer's addresses are known and this one's is none of them"),
    IP_COUNT_1H(
            INTERNET_ADDRESS,
            "1h",
            "payments from the internet address by anybody; 0 where it is unknown, as all of these"),
    IP_COUNT_24H(INTERNET_ADDRESS, "24h", "payments"),
    IP_AMOUNT_24H(INTERNET_ADDRESS, "24h", "sum of amounts"),
    IP_PAYERS_24H(INTERNET_ADDRESS, "24h", "different cards and accounts that paid, among the last 16"),
    IP_IS_NEW(INTERNET_ADDRESS, "all", "1 if nobody paid from the address before"),
    IP_AGE_DAYS(INTERNET_ADDRESS, "all", "days since the first payment from the address"),
    IP_FRAUDS_30D(INTERNET_ADDRESS, "30d", "payments of these days that are known to be fraud; at most 6"),
    CUSTOMER_ADDRESS_7D(CUSTOMER, "7d", "1 if the postal or the mail address is new"),
    CUSTOMER_ADDRESS_30D(CUSTOMER, "30d", "1 if the postal or the mail address is new");

    /** Whose history a feature is read from. */
    public enum Key {
        PAYMENT,
        CARD,
        CUSTOMER,
        DEVICE,
        /** An address of the Internet; in IPv6 the network that it is in. */
        INTERNET_ADDRESS,
        MERCHANT
    }

    static final Feature[] ALL = values();

    private static final Duration LEARNED = Duration.ofDays(30);

    private static final Map<String, Feature> BY_KEY =
            Arrays.stream(ALL).collect(Collectors.toUnmodifiableMap(Feature::key, feature -> feature));

    private final String key = name().toLowerCase(Locale.ROOT);
    private final Key of;
    private final String window;
    private final String meaning;

    Feature(Key of, String window, String meaning) {
        this.of = of;
        this.window = window;
        this.meaning = meaning;
    }

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

    static boolean isKnown(String key) {
        return BY_KEY.containsKey(key);
    }

    /**
     * How long payments must have been seen for it to be what it says: its window, and 30 days for what is learned for ever.
     * Zero for the payment's own.
     */
    public Duration memory() {
        if (window.isEmpty()) {
            return Duration.ZERO;
        }
        if (window.equals("all")) {
            return LEARNED;
        }
        long count = Long.parseLong(window.substring(0, window.length() - 1));
        return switch (window.charAt(window.length() - 1)) {
            case 'm' -> Duration.ofMinutes(count);
            case 'h' -> Duration.ofHours(count);
            default -> Duration.ofDays(count);
        };
    }

    /** The name in rules, such as {@code card_count_1h}. */
    public String key() {
        return key;
    }

    /** Whose history it is read from. */
    public Key of() {
        return of;
    }

    /** How far it looks back, such as {@code 24h}; {@code all} for what is learned for ever; empty for the payment's own. */
    public String window() {
        return window;
    }

    /** What it says, in words. */
    public String meaning() {
        return meaning;
    }
}
