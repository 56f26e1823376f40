package vesper.bank.screening;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * What the bank remembers of a device, or of an address of the Internet, whoever paid on it or from there: how many payments of what
 * amount in an hour and a day, by how many payers, since when, and what became known to be fraud. Immutable; the memory does not grow
 * with the number of payments.
 */
public final class SourceHistory {
    public static final SourceHistory NONE = new SourceHistory(Activity.NONE, KnownFrauds.NONE);

    private static final int ENCODING = 1;

    /** What payments come from, with the features that its history gives. */
    public enum Source {
        DEVICE(
                Feature.DEVICE_COUNT_1H,
                Feature.DEVICE_COUNT_24H,
                Feature.DEVICE_AMOUNT_24H,
                Feature.DEVICE_PAYERS_24H,
                Feature.DEVICE_IS_NEW,
                Feature.DEVICE_AGE_DAYS,
                Feature.DEVICE_FRAUDS_30D),
        IP(
                Feature.IP_COUNT_1H,
                Feature.IP_COUNT_24H,
                Feature.IP_AMOUNT_24H,
                Feature.IP_PAYERS_24H,
                Feature.IP_IS_NEW,
                Feature.IP_AGE_DAYS,
                Feature.IP_FRAUDS_30D);

        private final Feature hourCount;
        private final Feature dayCount;
        private final Feature dayAmount;
        private final Feature dayPayers;
        private final Feature isNew;
        private final Feature ageDays;
        private final Feature frauds;

        Source(
                Feature hourCount,
                Feature dayCount,
                Feature dayAmount,
                Feature dayPayers,
                Feature isNew,
                Feature ageDays,
                Feature frauds) {
            this.hourCount = hourCount;
            this.dayCount = dayCount;
            this.dayAmount = dayAmount;
            this.dayPayers = dayPayers;
            this.isNew = isNew;
            this.ageDays = ageDays;
            this.frauds = frauds;
        }
    }

    private final Activity activity;
    private final KnownFrauds frauds;

    private SourceHistory(Activity activity, KnownFrauds frauds) {
        this.activity = activity;
        this.frauds = frauds;
    }

    /** Adds the features of a payment that is not yet part of this history to those there are. */
    public Features features(Source source, ScreenedPayment payment, Features before) {
        Features features = before.copy();
        features.set(source.hourCount, activity.hourCount(payment));
        features.set(source.dayCount, activity.dayCount(payment));
        features.set(source.dayAmount, activity.dayAmount(payment));
        features.set(source.dayPayers, activity.payers().different(payment));
        features.set(source.isNew, activity.isNew());
        features.set(source.ageDays, activity.ageDays(payment));
        features.set(source.frauds, frauds.count(payment.timeMs(), DailyTotals.DAYS));
        return features;
    }

    /** The history with this payment in it. */
    public SourceHistory plus(ScreenedPayment payment) {
        return new SourceHistory(activity.plus(payment), frauds);
    }

    /** The history with what became known of a payment that came from it. */
    public SourceHistory plus(Label label) {
        return new SourceHistory(activity, frauds.plus(label));
    }

    /** Encodes the history; {@link #readFrom} gives an equal one. */
    public void writeTo(DataOutput out) throws IOException {
        out.writeByte(ENCODING);
        activity.writeTo(out);
        out.writeLong(activity.firstMs());
        frauds.writeTo(out);
    }

    /** Reads what {@link #writeTo} wrote; fails on an encoding that this version does not know. */
    public static SourceHistory readFrom(DataInput in) throws IOException {
        int encoding = in.readUnsignedByte();
        if (encoding != ENCODING) {
            throw new IOException("history of a source in encoding " + encoding);
        }
        return new SourceHistory(Activity.readFrom(in).since(in.readLong()), KnownFrauds.readFrom(in));
    }
}
