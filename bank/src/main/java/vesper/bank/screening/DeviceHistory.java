package vesper.bank.screening;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * What the bank remembers of a device, whoever paid on it: how many payments of what amount in an hour and a day, by how many
 * payers, and what became known to be fraud. Immutable; the memory does not grow with the number of payments.
 */
public final class DeviceHistory {
    public static final DeviceHistory NONE = new DeviceHistory(Activity.NONE, KnownFrauds.NONE);

    private static final int ENCODING = 1;

    private final Activity activity;
    private final KnownFrauds frauds;

    private DeviceHistory(Activity activity, KnownFrauds frauds) {
        this.activity = activity;
        this.frauds = frauds;
    }

    /** Adds the device's features of a payment that is not yet part of this history to those there are. */
    public Features features(ScreenedPayment payment, Features before) {
        Features features = before.copy();
        features.set(Feature.DEVICE_COUNT_1H, activity.hourCount(payment));
        features.set(Feature.DEVICE_COUNT_24H, activity.dayCount(payment));
        features.set(Feature.DEVICE_AMOUNT_24H, activity.dayAmount(payment));
        features.set(Feature.DEVICE_PAYERS_24H, activity.payers().different(payment));
        features.set(Feature.DEVICE_IS_NEW, activity.isNew());
        features.set(Feature.DEVICE_AGE_DAYS, activity.ageDays(payment));
        features.set(Feature.DEVICE_FRAUDS_30D, frauds.count(payment.timeMs(), DailyTotals.DAYS));
        return features;
    }

    /** The history with this payment in it. */
    public DeviceHistory plus(ScreenedPayment payment) {
        return new DeviceHistory(activity.plus(payment), frauds);
    }

    /** The history with what became known of a payment that was made on the device. */
    public DeviceHistory plus(Label label) {
        return new DeviceHistory(activity, frauds.plus(label));
    }

    /** Encodes the history; {@link #readFrom} gives an equal one. */
    public void writeTo(DataOutput out) throws IOException {
        out.writeByte(ENCODING);
        activity.writeTo(out);
        out.writeLong(activity.firstMs());
        frauds.writeTo(out);
    }

    /** Reads what {@link #writeTo} wrote; fails on an encoding that this version does not know. */
    public static DeviceHistory readFrom(DataInput in) throws IOException {
        int encoding = in.readUnsignedByte();
        if (encoding != ENCODING) {
            throw new IOException("device history in encoding " + encoding);
        }
        return new DeviceHistory(Activity.readFrom(in).since(in.readLong()), KnownFrauds.readFrom(in));
    }
}
