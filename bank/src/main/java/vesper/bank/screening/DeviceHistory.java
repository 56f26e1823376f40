package vesper.bank.screening;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * What the bank remembers of a device, whoever paid on it: how many payments of what amount in an hour and a day, by how many
 * payers, and what became known to be fraud. Immutable; the memory does not grow with the number of payments.
 */
public final class DeviceHistory {
    public static final DeviceHistory NONE = new DeviceHistory(
            RollingWindow.ofMs(DeviceHistory.HOUR_MS),
            RollingWindow.ofMs(DeviceHistory.DAY_MS),
            RecentPayers.NONE,
            Long.MIN_VALUE,
            KnownFrauds.NONE);

    private static final long HOUR_MS = 3_600_000;
    private static final long DAY_MS = 24 * HOUR_MS;
    private static final int ENCODING = 1;

    private final RollingWindow hour;
    private final RollingWindow day;
    private final RecentPayers payers;
    private final long firstMs;
    private final KnownFrauds frauds;

    private DeviceHistory(
            RollingWindow hour, RollingWindow day, RecentPayers payers, long firstMs, KnownFrauds frauds) {
        this.hour = hour;
        this.day = day;
        this.payers = payers;
        this.firstMs = firstMs;
        this.frauds = frauds;
    }

    /** Adds the device's features of a payment that is not yet part of this history to those there are. */
    public Features features(ScreenedPayment payment, Features before) {
        long t = payment.timeMs();
        Features features = Features.of(before.toArray());
        features.set(Feature.DEVICE_COUNT_1H, 1.0 + hour.count(t));
        features.set(Feature.DEVICE_COUNT_24H, 1.0 + day.count(t));
        features.set(Feature.DEVICE_AMOUNT_24H, (double)
                RecentPayments.saturated(day.amountMinor(t), payment.amountMinor()));
        features.set(Feature.DEVICE_PAYERS_24H, payers.different(payment));
        features.set(Feature.DEVICE_IS_NEW, firstMs == Long.MIN_VALUE ? 1 : 0);
        features.set(
                Feature.DEVICE_AGE_DAYS, firstMs == Long.MIN_VALUE ? 0 : Math.max(0, t - firstMs) / (double) DAY_MS);
        features.set(Feature.DEVICE_FRAUDS_30D, frauds.count(t, DailyTotals.DAYS));
        return features;
    }

    /** The history with this payment in it. */
    public DeviceHistory plus(ScreenedPayment payment) {
        long t = payment.timeMs();
        return new DeviceHistory(
                hour.plus(t, payment.amountMinor()),
                day.plus(t, payment.amountMinor()),
                payers.plus(payment),
                firstMs == Long.MIN_VALUE ? t : Math.min(firstMs, t),
                frauds);
    }

    /** The history with what became known of a payment that was made on the device. */
    public DeviceHistory plus(Label label) {
        return new DeviceHistory(hour, day, payers, firstMs, frauds.plus(label));
    }

    /** Encodes the history; {@link #readFrom} gives an equal one. */
    public void writeTo(DataOutput out) throws IOException {
        out.writeByte(ENCODING);
        hour.writeTo(out);
        day.writeTo(out);
        payers.writeTo(out);
        out.writeLong(firstMs);
        frauds.writeTo(out);
    }

    /** Reads what {@link #writeTo} wrote; fails on an encoding that this version does not know. */
    public static DeviceHistory readFrom(DataInput in) throws IOException {
        int encoding = in.readUnsignedByte();
        if (encoding != ENCODING) {
            throw new IOException("device history in encoding " + encoding);
        }
        return new DeviceHistory(
                RollingWindow.readFrom(in, HOUR_MS),
                RollingWindow.readFrom(in, DAY_MS),
                RecentPayers.readFrom(in),
                in.readLong(),
                KnownFrauds.readFrom(in));
    }
}
