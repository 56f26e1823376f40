package vesper.bank.screening;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * What the bank remembers of a customer over all cards and accounts: how many payments of what amount in an hour and a day,
 * who paid, on which devices, in which countries and from which to which, what became known to be fraud, and what the bank
 * was told: a new sign-in, journeys. Immutable, at most {@value #MAX_BYTES} bytes encoded.
 */
public final class CustomerHistory {
    /** Devices, countries and pairs of countries that are remembered; the one seen least recently makes room. */
    static final int KEPT = 12;

    /** An upper bound of {@link #writeTo} for amounts below 10^13. */
    static final int MAX_BYTES = 3_072;

    public static final CustomerHistory NONE = new CustomerHistory(
            RollingWindow.ofMs(CustomerHistory.HOUR_MS),
            RollingWindow.ofMs(CustomerHistory.DAY_MS),
            RecentPayers.NONE,
            new Whereabouts(HashList.NONE, HashList.NONE, HashList.NONE),
            Long.MIN_VALUE,
            Long.MIN_VALUE,
            Journeys.NONE,
            KnownFrauds.NONE);

    private static final long HOUR_MS = 3_600_000;
    private static final long DAY_MS = 24 * HOUR_MS;
    private static final int ENCODING = 1;

    private final RollingWindow hour;
    private final RollingWindow day;
    private final RecentPayers payers;
    private final Whereabouts whereabouts;
    private final long firstMs;
    private final long signInMs;
    private final Journeys journeys;
    private final KnownFrauds frauds;

    /**
     * Where a customer is known to pay.
     *
     * @param countries the most recent first, so the first is that of the last payment whose country is known
     * @param pairs hashes of a country and the one before it
     */
    private record Whereabouts(HashList devices, HashList countries, HashList pairs) {
        int newDevice(Place place) {
            return devices.lacks(place.deviceHash());
        }

        int newCountry(Place place) {
            return countries.lacks(place.countryHash());
        }

        int newPair(Place place) {
            return place.countryHash() == 0 ? 0 : pairs.lacks(pair(place));
        }

        private int pair(Place place) {
            int before = countries.size() == 0 ? place.countryHash() : countries.hashes()[0];
            return 31 * before + place.countryHash();
        }

        Whereabouts plus(Place place) {
            return new Whereabouts(
                    place.deviceHash() == 0 ? devices : devices.plus(place.deviceHash(), KEPT),
                    place.countryHash() == 0 ? countries : countries.plus(place.countryHash(), KEPT),
                    place.countryHash() == 0 ? pairs : pairs.plus(pair(place), KEPT));
        }
    }

    private CustomerHistory(
            RollingWindow hour,
            RollingWindow day,
            RecentPayers payers,
            Whereabouts whereabouts,
            long firstMs,
            long signInMs,
            Journeys journeys,
            KnownFrauds frauds) {
        this.hour = hour;
        this.day = day;
        this.payers = payers;
        this.whereabouts = whereabouts;
        this.firstMs = firstMs;
        this.signInMs = signInMs;
        this.journeys = journeys;
        this.frauds = frauds;
    }

    /** Adds the customer's features of a payment that is not yet part of this history to those of its card. */
    public Features features(ScreenedPayment payment, Features ofCard) {
        long t = payment.timeMs();
        long amount = payment.amountMinor();
        Place place = payment.place();
        Features features = Features.of(ofCard.toArray());
        features.set(Feature.CUSTOMER_COUNT_1H, 1.0 + hour.count(t));
        features.set(Feature.CUSTOMER_COUNT_24H, 1.0 + day.count(t));
        features.set(Feature.CUSTOMER_AMOUNT_1H, (double) RecentPayments.saturated(hour.amountMinor(t), amount));
        features.set(Feature.CUSTOMER_AMOUNT_24H, (double) RecentPayments.saturated(day.amountMinor(t), amount));
        features.set(Feature.CUSTOMER_PAYERS_24H, payers.different(payment));
        features.set(Feature.CUSTOMER_IS_NEW, firstMs == Long.MIN_VALUE ? 1 : 0);
        features.set(
                Feature.CUSTOMER_AGE_DAYS, firstMs == Long.MIN_VALUE ? 0 : Math.max(0, t - firstMs) / (double) DAY_MS);
        features.set(Feature.CUSTOMER_NEW_DEVICE, whereabouts.newDevice(place));
        features.set(Feature.CUSTOMER_NEW_COUNTRY, whereabouts.newCountry(place));
        features.set(Feature.CUSTOMER_NEW_COUNTRY_PAIR, whereabouts.newPair(place));
        features.set(Feature.CUSTOMER_SIGN_IN_24H, signInWithin(t, DAY_MS));
        features.set(Feature.CUSTOMER_SIGN_IN_7D, signInWithin(t, 7 * DAY_MS));
        features.set(Feature.CUSTOMER_TRAVELS, journeys.cover(t, place.countryHash()) ? 1 : 0);
        features.set(Feature.CUSTOMER_FRAUDS_30D, frauds.count(t, DailyTotals.DAYS));
        return features;
    }

    private int signInWithin(long t, long windowMs) {
        return signInMs > t - windowMs && signInMs <= t ? 1 : 0;
    }

    /** The history with this payment in it. */
    public CustomerHistory plus(ScreenedPayment payment) {
        long t = payment.timeMs();
        return new CustomerHistory(
                hour.plus(t, payment.amountMinor()),
                day.plus(t, payment.amountMinor()),
                payers.plus(payment),
                whereabouts.plus(payment.place()),
                firstMs == Long.MIN_VALUE ? t : Math.min(firstMs, t),
                signInMs,
                journeys,
                frauds);
    }

    /** The history with what became known of one of the customer's payments. */
    public CustomerHistory plus(Label label) {
        return new CustomerHistory(hour, day, payers, whereabouts, firstMs, signInMs, journeys, frauds.plus(label));
    }

    /** The history with what the bank was told; the same again changes nothing. */
    public CustomerHistory plus(Notice notice) {
        return new CustomerHistory(
                hour,
                day,
                payers,
                whereabouts,
                firstMs,
                notice.journey() ? signInMs : Math.max(signInMs, notice.fromMs()),
                notice.journey() ? journeys.plus(notice) : journeys,
                frauds);
    }

    /** Encodes the history; {@link #readFrom} gives an equal one. */
    public void writeTo(DataOutput out) throws IOException {
        out.writeByte(ENCODING);
        hour.writeTo(out);
        day.writeTo(out);
        payers.writeTo(out);
        whereabouts.devices.writeTo(out);
        whereabouts.countries.writeTo(out);
        whereabouts.pairs.writeTo(out);
        out.writeLong(firstMs);
        out.writeLong(signInMs);
        journeys.writeTo(out);
        frauds.writeTo(out);
    }

    /** Reads what {@link #writeTo} wrote; fails on an encoding that this version does not know. */
    public static CustomerHistory readFrom(DataInput in) throws IOException {
        int encoding = in.readUnsignedByte();
        if (encoding != ENCODING) {
            throw new IOException("customer history in encoding " + encoding);
        }
        return new CustomerHistory(
                RollingWindow.readFrom(in, HOUR_MS),
                RollingWindow.readFrom(in, DAY_MS),
                RecentPayers.readFrom(in),
                new Whereabouts(HashList.readFrom(in), HashList.readFrom(in), HashList.readFrom(in)),
                in.readLong(),
                in.readLong(),
                Journeys.readFrom(in),
                KnownFrauds.readFrom(in));
    }
}
