package vesper.bank.screening;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * What the bank remembers of a card (or of an account, where no card pays): the payments of two days, the totals of thirty,
 * the habits of amount per category, the hours, the last merchants, devices and countries, the last place, and the payments
 * that became known to be fraud. Immutable, at most {@value #MAX_BYTES} bytes encoded.
 *
 * <p>Windows are exact in event time for payments up to a day late. Habits are learned in the order of arrival.
 */
public final class CardHistory {
    /** Merchants that are remembered; the one paid least recently makes room. */
    static final int MERCHANTS = 22;

    /** Devices, and countries, that are remembered. */
    static final int DEVICES = 6;

    /** An upper bound of {@link #writeTo}: what the parts take when all are full. */
    static final int MAX_BYTES = 2_048;

    public static final CardHistory NONE = new CardHistory(
            RecentPayments.NONE,
            DailyTotals.NONE,
            Habit.NONE,
            CategoryHabits.NONE,
            Hours.NONE,
            HashList.NONE,
            HashList.NONE,
            HashList.NONE,
            Track.NONE,
            KnownFrauds.NONE);

    private static final long SMALL_MINOR = 500;
    private static final long LIMIT_MINOR = 1_000_000;
    private static final long NEAR_LIMIT_MINOR = 900_000;
    private static final long ROUND_MINOR = 10_000;
    private static final double HIGH_DEVIATION = 3;
    private static final long MINUTE_MS = 60_000;
    private static final long HOUR_MS = 60 * MINUTE_MS;
    private static final long DAY_MS = 24 * HOUR_MS;
    private static final int ENCODING = 2;

    private final RecentPayments recent;
    private final DailyTotals totals;
    private final Habit habit;
    private final CategoryHabits categories;
    private final Hours hours;
    private final HashList merchants;
    private final HashList devices;
    private final HashList countries;
    private final Track track;
    private final KnownFrauds frauds;

    private CardHistory(
            RecentPayments recent,
            DailyTotals totals,
            Habit habit,
            CategoryHabits categories,
            Hours hours,
            HashList merchants,
            HashList devices,
            HashList countries,
            Track track,
            KnownFrauds frauds) {
        this.recent = recent;
        this.totals = totals;
        this.habit = habit;
        this.categories = categories;
        this.hours = hours;
        this.merchants = merchants;
        this.devices = devices;
        this.countries = countries;
        this.track = track;
        this.frauds = frauds;
    }

    /** Whether this payment id was seen on this card in the last two days (among the {@link RecentPayments#CAPACITY} that are kept). */
    public Sighting sighting(ScreenedPayment payment) {
        return recent.sighting(payment);
    }

    /** The card's features of a payment that is not yet part of this history. */
    public Features features(ScreenedPayment payment) {
        Features features = new Features();
        setPayment(features, payment);
        setWindows(features, payment);
        setHabits(features, payment);
        setWhereabouts(features, payment);
        long t = payment.timeMs();
        features.set(Feature.CARD_FRAUDS_30D, frauds.count(t, DailyTotals.DAYS));
        features.set(Feature.CARD_DAYS_SINCE_FRAUD, frauds.daysSince(t));
        features.set(Feature.CARD_FRAUD_SPAN, frauds.span(t));
        return features;
    }

    private static void setPayment(Features features, ScreenedPayment payment) {
        int hour = payment.hour();
        features.set(Feature.AMOUNT, (double) payment.amountMinor());
        features.set(Feature.HOUR, hour);
        features.set(Feature.WEEKDAY, payment.weekday());
        features.set(Feature.IS_NIGHT, hour <= 6 ? 1 : 0);
        features.set(Feature.IS_WEEKEND, payment.weekday() >= 6 ? 1 : 0);
        features.set(Feature.IS_CARD, payment.card() ? 1 : 0);
        features.set(Feature.IS_ONLINE, payment.place().online() ? 1 : 0);
        features.set(Feature.ACCOUNT_AGE_DAYS, payment.accountAgeDays());
        features.set(Feature.IP_COUNTRY_DIFFERS, payment.place().origin().elsewhere() ? 1 : 0);
        features.set(Feature.IS_ROUND, payment.amountMinor() % ROUND_MINOR == 0 ? 1 : 0);
    }

    private void setWindows(Features features, ScreenedPayment payment) {
        long t = payment.timeMs();
        long amount = payment.amountMinor();
        int day = 1 + recent.count(t, DAY_MS);
        double dayAmount = sum(amount, t, DAY_MS);
        features.set(Feature.CARD_COUNT_1M, 1 + recent.count(t, MINUTE_MS));
        features.set(Feature.CARD_COUNT_10M, 1 + recent.count(t, 10 * MINUTE_MS));
        features.set(Feature.CARD_COUNT_1H, 1 + recent.count(t, HOUR_MS));
        features.set(Feature.CARD_COUNT_24H, day);
        features.set(Feature.CARD_AMOUNT_1M, sum(amount, t, MINUTE_MS));
        features.set(Feature.CARD_AMOUNT_10M, sum(amount, t, 10 * MINUTE_MS));
        features.set(Feature.CARD_AMOUNT_1H, sum(amount, t, HOUR_MS));
        features.set(Feature.CARD_AMOUNT_24H, dayAmount);
        features.set(Feature.CARD_MEAN_24H, dayAmount / day);
        setDays(features, payment, 7, Feature.CARD_COUNT_7D, Feature.CARD_AMOUNT_7D, Feature.CARD_MEAN_7D);
        setDays(features, payment, 30, Feature.CARD_COUNT_30D, Feature.CARD_AMOUNT_30D, Feature.CARD_MEAN_30D);
        features.set(Feature.CARD_HIGH_7D, (double) totals.high(t, 7));
        features.set(Feature.CARD_HIGH_14D, (double) totals.high(t, 14));
        features.set(Feature.CARD_MERCHANTS_24H, recent.merchants(t, DAY_MS, payment.merchantHash()));
        features.set(
                Feature.CARD_SMALL_1H,
                recent.countBetween(t, HOUR_MS, 0, SMALL_MINOR) + (amount < SMALL_MINOR ? 1 : 0));
        features.set(
                Feature.CARD_NEAR_LIMIT_24H,
                recent.countBetween(t, DAY_MS, NEAR_LIMIT_MINOR, LIMIT_MINOR)
                        + (amount >= NEAR_LIMIT_MINOR && amount < LIMIT_MINOR ? 1 : 0));
        long last = recent.lastAt(t);
        features.set(Feature.CARD_SECONDS_SINCE_LAST, last < t - DAY_MS ? DAY_MS / 1_000.0 : (t - last) / 1_000.0);
    }

    private void setDays(
            Features features, ScreenedPayment payment, int days, Feature counts, Feature amounts, Feature means) {
        long t = payment.timeMs();
        double count = 1.0 + totals.count(t, days);
        double amount = (double) Amounts.saturatedSum(totals.amountMinor(t, days), payment.amountMinor());
        features.set(counts, count);
        features.set(amounts, amount);
        features.set(means, amount / count);
    }

    private void setHabits(Features features, ScreenedPayment payment) {
        long amount = payment.amountMinor();
        boolean known = habit.count() >= Habit.ENOUGH;
        int category = payment.categoryHash();
        features.set(Feature.CARD_PAYMENTS, habit.count());
        features.set(Feature.CARD_MEAN_AMOUNT, habit.mean());
        features.set(Feature.CARD_AMOUNT_RATIO, habit.ratio(amount));
        features.set(Feature.CARD_AMOUNT_DEVIATION, habit.deviation(amount));
        features.set(Feature.CARD_CATEGORY_DEVIATION, categories.of(category).deviation(amount));
        features.set(
                Feature.CARD_SPEND_RATIO_24H,
                known ? sum(amount, payment.timeMs(), DAY_MS) / Math.max(1, habit.mean()) : 0);
        features.set(Feature.CARD_CATEGORY_SHARE, known ? categories.share(category) : 1);
        features.set(Feature.CARD_HOUR_SHARE, known ? hours.share(payment.hour()) : 1);
        features.set(Feature.CARD_NEW_MERCHANT, merchants.contains(payment.merchantHash()) ? 0 : 1);
        features.set(
                Feature.CARD_NEW_CATEGORY, known && !categories.categories().contains(category) ? 1 : 0);
    }

    private void setWhereabouts(Features features, ScreenedPayment payment) {
        Place place = payment.place();
        features.set(Feature.CARD_NEW_DEVICE, devices.lacks(place.deviceHash()));
        features.set(Feature.CARD_NEW_COUNTRY, countries.lacks(place.countryHash()));
        features.set(Feature.CARD_DAYS_SINCE_LAST, track.daysSinceLast(payment.timeMs()));
        features.set(Feature.CARD_AGE_DAYS, track.ageDays(payment.timeMs()));
        features.set(Feature.CARD_KM_FROM_LAST, track.km(payment));
        features.set(Feature.CARD_SPEED_KMH, track.kmh(payment));
    }

    /** The history with this payment in it. The caller has seen to it that it is {@link Sighting#NEW}. */
    public CardHistory plus(ScreenedPayment payment) {
        long amount = payment.amountMinor();
        Place place = payment.place();
        return new CardHistory(
                recent.plus(payment),
                totals.plus(payment.timeMs(), amount, habit.deviation(amount) >= HIGH_DEVIATION),
                habit.plus(amount),
                categories.plus(payment.categoryHash(), amount),
                hours.plus(payment.hour()),
                merchants.plus(payment.merchantHash(), MERCHANTS),
                place.deviceHash() == 0 ? devices : devices.plus(place.deviceHash(), DEVICES),
                place.countryHash() == 0 ? countries : countries.plus(place.countryHash(), DEVICES),
                track.plus(payment),
                frauds);
    }

    /** The history with what became known of one of the card's payments. */
    public CardHistory plus(Label label) {
        return new CardHistory(
                recent, totals, habit, categories, hours, merchants, devices, countries, track, frauds.plus(label));
    }

    private double sum(long amount, long t, long windowMs) {
        return (double) Amounts.saturatedSum(recent.amountMinor(t, windowMs), amount);
    }

    /** Encodes the history; {@link #readFrom} gives an equal one. */
    public void writeTo(DataOutput out) throws IOException {
        out.writeByte(ENCODING);
        recent.writeTo(out);
        totals.writeTo(out);
        habit.writeTo(out);
        categories.writeTo(out);
        hours.writeTo(out);
        merchants.writeTo(out);
        devices.writeTo(out);
        countries.writeTo(out);
        track.writeTo(out);
        frauds.writeTo(out);
    }

    /** Reads what {@link #writeTo} wrote; fails on an encoding that this version does not know. */
    public static CardHistory readFrom(DataInput in) throws IOException {
        int encoding = in.readUnsignedByte();
        if (encoding != ENCODING) {
            throw new IOException("card history in encoding " + encoding);
        }
        return new CardHistory(
                RecentPayments.readFrom(in),
                DailyTotals.readFrom(in),
                Habit.readFrom(in),
                CategoryHabits.readFrom(in),
                Hours.readFrom(in),
                HashList.readFrom(in),
                HashList.readFrom(in),
                HashList.readFrom(in),
                Track.readFrom(in),
                KnownFrauds.readFrom(in));
    }
}
