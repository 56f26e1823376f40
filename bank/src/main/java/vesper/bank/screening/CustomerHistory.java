package vesper.bank.screening;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * What the bank remembers of a customer over all cards and accounts: how many payments of what amount in an hour and a day,
 * who paid, on which devices, from where in the Internet, in which countries and from which to which, what became known to be fraud, and what the bank
 * was told: a new sign-in, journeys. Immutable, at most {@value #MAX_BYTES} bytes encoded.
 */
public final class CustomerHistory {
    /** Devices, addresses, countries and pairs of countries that are remembered; the one seen least recently makes room. */
    static final int KEPT = 12;

    /** An upper bound of {@link #writeTo} for amounts below 10^13. */
    static final int MAX_BYTES = 3_072;

    public static final CustomerHistory NONE = new CustomerHistory(
            Activity.NONE,
            new Whereabouts(HashList.NONE, HashList.NONE, HashList.NONE, HashList.NONE, HashList.NONE),
            Long.MIN_VALUE,
            Long.MIN_VALUE,
            Journeys.NONE,
            KnownFrauds.NONE);

    private static final long DAY_MS = 86_400_000;
    private static final int ENCODING = 3;

    /** Without changes of address. */
    private static final int BEFORE_ADDRESSES = 2;

    /** Without addresses of the Internet either. */
    private static final int BEFORE_ORIGINS = 1;

    private final Activity activity;
    private final Whereabouts whereabouts;
    private final long signInMs;
    private final long addressMs;
    private final Journeys journeys;
    private final KnownFrauds frauds;

    /**
     * Where a customer is known to pay.
     *
     * @param countries the most recent first, so the first is that of the last payment whose country is known
     * @param pairs hashes of a country and the one before it
     * @param networks of {@link Origin}
     * @param ipCountries hashes of the countries in which those are registered
     */
    private record Whereabouts(
            HashList devices, HashList countries, HashList pairs, HashList networks, HashList ipCountries) {
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
                    known(devices, place.deviceHash()),
                    known(countries, place.countryHash()),
                    place.countryHash() == 0 ? pairs : pairs.plus(pair(place), KEPT),
                    known(networks, place.origin().network()),
                    known(ipCountries, place.origin().countryHash()));
        }

        private static HashList known(HashList before, int hash) {
            return hash == 0 ? before : before.plus(hash, KEPT);
        }

        void writeTo(DataOutput out) throws IOException {
            devices.writeTo(out);
            countries.writeTo(out);
            pairs.writeTo(out);
        }

        static Whereabouts readFrom(DataInput in) throws IOException {
            return new Whereabouts(
                    HashList.readFrom(in), HashList.readFrom(in), HashList.readFrom(in), HashList.NONE, HashList.NONE);
        }

        void writeOriginsTo(DataOutput out) throws IOException {
            networks.writeTo(out);
            ipCountries.writeTo(out);
        }

        /** The same with what {@link #writeOriginsTo} wrote. */
        Whereabouts withOriginsFrom(DataInput in) throws IOException {
            return new Whereabouts(devices, countries, pairs, HashList.readFrom(in), HashList.readFrom(in));
        }
    }

    private CustomerHistory(
            Activity activity,
            Whereabouts whereabouts,
            long signInMs,
            long addressMs,
            Journeys journeys,
            KnownFrauds frauds) {
        this.activity = activity;
        this.whereabouts = whereabouts;
        this.signInMs = signInMs;
        this.addressMs = addressMs;
        this.journeys = journeys;
        this.frauds = frauds;
    }

    /** Adds the customer's features of a payment that is not yet part of this history to those of its card. */
    public Features features(ScreenedPayment payment, Features ofCard) {
        long t = payment.timeMs();
        Place place = payment.place();
        Features features = ofCard.copy();
        features.set(Feature.CUSTOMER_COUNT_1H, activity.hourCount(payment));
        features.set(Feature.CUSTOMER_COUNT_24H, activity.dayCount(payment));
        features.set(Feature.CUSTOMER_AMOUNT_1H, activity.hourAmount(payment));
        features.set(Feature.CUSTOMER_AMOUNT_24H, activity.dayAmount(payment));
        features.set(Feature.CUSTOMER_PAYERS_24H, activity.payers().different(payment));
        features.set(Feature.CUSTOMER_IS_NEW, activity.isNew());
        features.set(Feature.CUSTOMER_AGE_DAYS, activity.ageDays(payment));
        features.set(Feature.CUSTOMER_NEW_DEVICE, whereabouts.newDevice(place));
        features.set(Feature.CUSTOMER_NEW_COUNTRY, whereabouts.newCountry(place));
        features.set(Feature.CUSTOMER_NEW_COUNTRY_PAIR, whereabouts.newPair(place));
        features.set(
                Feature.CUSTOMER_NEW_IP,
                whereabouts.networks.lacks(place.origin().network()));
        features.set(
                Feature.CUSTOMER_NEW_IP_COUNTRY,
                whereabouts.ipCountries.lacks(place.origin().countryHash()));
        features.set(Feature.CUSTOMER_SIGN_IN_24H, within(signInMs, t, DAY_MS));
        features.set(Feature.CUSTOMER_SIGN_IN_7D, within(signInMs, t, 7 * DAY_MS));
        features.set(Feature.CUSTOMER_ADDRESS_7D, within(addressMs, t, 7 * DAY_MS));
        features.set(Feature.CUSTOMER_ADDRESS_30D, within(addressMs, t, 30 * DAY_MS));
        features.set(Feature.CUSTOMER_TRAVELS, journeys.cover(t, place.countryHash()) ? 1 : 0);
        features.set(Feature.CUSTOMER_FRAUDS_30D, frauds.count(t, DailyTotals.DAYS));
        return features;
    }

    private static int within(long changedMs, long t, long windowMs) {
        return changedMs > t - windowMs && changedMs <= t ? 1 : 0;
    }

    /** The history with this payment in it. */
    public CustomerHistory plus(ScreenedPayment payment) {
        return new CustomerHistory(
                activity.plus(payment), whereabouts.plus(payment.place()), signInMs, addressMs, journeys, frauds);
    }

    /** The history with what became known of one of the customer's payments. */
    public CustomerHistory plus(Label label) {
        return new CustomerHistory(activity, whereabouts, signInMs, addressMs, journeys, frauds.plus(label));
    }

    /** The history with what the bank was told; the same again changes nothing. */
    public CustomerHistory plus(Notice notice) {
        long fromMs = notice.fromMs();
        return switch (notice.kind()) {
            case SIGN_IN_CHANGED ->
                new CustomerHistory(activity, whereabouts, Math.max(signInMs, fromMs), addressMs, journeys, frauds);
            case ADDRESS_CHANGED ->
                new CustomerHistory(activity, whereabouts, signInMs, Math.max(addressMs, fromMs), journeys, frauds);
            case TRAVEL ->
                new CustomerHistory(activity, whereabouts, signInMs, addressMs, journeys.plus(notice), frauds);
        };
    }

    /** Encodes the history; {@link #readFrom} gives an equal one. */
    public void writeTo(DataOutput out) throws IOException {
        out.writeByte(ENCODING);
        activity.writeTo(out);
        whereabouts.writeTo(out);
        out.writeLong(activity.firstMs());
        out.writeLong(signInMs);
        journeys.writeTo(out);
        frauds.writeTo(out);
        whereabouts.writeOriginsTo(out);
        out.writeLong(addressMs);
    }

    /** Reads what {@link #writeTo} wrote, now or before it had as much; fails on an encoding that this version does not know. */
    public static CustomerHistory readFrom(DataInput in) throws IOException {
        int encoding = in.readUnsignedByte();
        if (encoding < BEFORE_ORIGINS || encoding > ENCODING) {
            throw new IOException("customer history in encoding " + encoding);
        }
        Activity activity = Activity.readFrom(in);
        Whereabouts whereabouts = Whereabouts.readFrom(in);
        long firstMs = in.readLong();
        long signInMs = in.readLong();
        Journeys journeys = Journeys.readFrom(in);
        KnownFrauds frauds = KnownFrauds.readFrom(in);
        Whereabouts withOrigins = encoding == BEFORE_ORIGINS ? whereabouts : whereabouts.withOriginsFrom(in);
        return new CustomerHistory(
                activity.since(firstMs),
                withOrigins,
                signInMs,
                encoding <= BEFORE_ADDRESSES ? Long.MIN_VALUE : in.readLong(),
                journeys,
                frauds);
    }
}
