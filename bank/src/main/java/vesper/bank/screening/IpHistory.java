package vesper.bank.screening;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * What the bank remembers of an address of the Internet, whoever paid from there: how many payments of what amount in an hour
 * and a day, by how many payers, since when, and what became known to be fraud. Immutable; the memory does not grow with the
 * number of payments.
 */
public final class IpHistory {
    public static final IpHistory NONE = new IpHistory(Activity.NONE, KnownFrauds.NONE);

    private static final int ENCODING = 1;

    private final Activity activity;
    private final KnownFrauds frauds;

    private IpHistory(Activity activity, KnownFrauds frauds) {
        this.activity = activity;
        this.frauds = frauds;
    }

    /** Adds the address's features of a payment that is not yet part of this history to those there are. */
    public Features features(ScreenedPayment payment, Features before) {
        Features features = before.copy();
        features.set(Feature.IP_COUNT_1H, activity.hourCount(payment));
        features.set(Feature.IP_COUNT_24H, activity.dayCount(payment));
        features.set(Feature.IP_AMOUNT_24H, activity.dayAmount(payment));
        features.set(Feature.IP_PAYERS_24H, activity.payers().different(payment));
        features.set(Feature.IP_IS_NEW, activity.isNew());
        features.set(Feature.IP_AGE_DAYS, activity.ageDays(payment));
        features.set(Feature.IP_FRAUDS_30D, frauds.count(payment.timeMs(), DailyTotals.DAYS));
        return features;
    }

    /** The history with this payment in it. */
    public IpHistory plus(ScreenedPayment payment) {
        return new IpHistory(activity.plus(payment), frauds);
    }

    /** The history with what became known of a payment that came from the address. */
    public IpHistory plus(Label label) {
        return new IpHistory(activity, frauds.plus(label));
    }

    /** Encodes the history; {@link #readFrom} gives an equal one. */
    public void writeTo(DataOutput out) throws IOException {
        out.writeByte(ENCODING);
        activity.writeTo(out);
        out.writeLong(activity.firstMs());
        frauds.writeTo(out);
    }

    /** Reads what {@link #writeTo} wrote; fails on an encoding that this version does not know. */
    public static IpHistory readFrom(DataInput in) throws IOException {
        int encoding = in.readUnsignedByte();
        if (encoding != ENCODING) {
            throw new IOException("history of an address in encoding " + encoding);
        }
        return new IpHistory(Activity.readFrom(in).since(in.readLong()), KnownFrauds.readFrom(in));
    }
}
