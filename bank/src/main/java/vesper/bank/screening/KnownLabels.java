package vesper.bank.screening;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * What became known of the payments to a merchant, by the time at which it became known: with a label a week late, the last
 * week of labels is that of the payments of the week before.
 *
 * @param day labels of a day, their frauds in the place of the amount
 * @param month labels of thirty days
 * @param frauds when the newest known frauds were made
 * @param fraudRun fraud labels since the last other one
 * @param genuineRun other labels since the last fraud
 */
record KnownLabels(RollingWindow day, RollingWindow month, KnownFrauds frauds, int fraudRun, int genuineRun) {
    private static final long DAY_MS = 86_400_000;
    private static final long MONTH_MS = 30 * DAY_MS;

    /** Slices of the month's window in a week. */
    private static final int WEEK = 14;

    private static final int LONGEST_RUN = 200;

    static final KnownLabels NONE =
            new KnownLabels(RollingWindow.ofMs(DAY_MS), RollingWindow.ofMs(MONTH_MS), KnownFrauds.NONE, 0, 0);

    /** With a label; one that was known before in another sense counts no more, one that repeats it changes nothing. */
    KnownLabels plus(Label label) {
        if (label.repeats()) {
            return this;
        }
        int fraud = label.fraud() ? 1 : 0;
        return new KnownLabels(
                without(day, label.before()).plus(label.knownAtMs(), fraud),
                without(month, label.before()).plus(label.knownAtMs(), fraud),
                frauds.plus(label),
                label.fraud() ? Math.min(LONGEST_RUN, fraudRun + 1) : 0,
                label.fraud() ? 0 : Math.min(LONGEST_RUN, genuineRun + 1));
    }

    private static RollingWindow without(RollingWindow window, Label.@Nullable Before before) {
        return before == null ? window : window.minus(before.knownAtMs(), before.fraud() ? 1 : 0);
    }

    void set(Features features, long t) {
        features.set(Feature.MERCHANT_LABELLED_7D, (double) month.count(t, WEEK));
        features.set(Feature.MERCHANT_LABELLED_30D, (double) month.count(t));
        features.set(Feature.MERCHANT_FRAUDS_1D, (double) day.amountMinor(t));
        features.set(Feature.MERCHANT_FRAUDS_7D, (double) month.amountMinor(t, WEEK));
        features.set(Feature.MERCHANT_FRAUDS_30D, (double) month.amountMinor(t));
        features.set(Feature.MERCHANT_RISK_1D, share(day.amountMinor(t), day.count(t)));
        features.set(Feature.MERCHANT_RISK_7D, share(month.amountMinor(t, WEEK), month.count(t, WEEK)));
        features.set(Feature.MERCHANT_RISK_30D, share(month.amountMinor(t), month.count(t)));
        features.set(Feature.MERCHANT_FRAUD_RUN, fraudRun);
        features.set(Feature.MERCHANT_GENUINE_RUN, genuineRun);
        features.set(Feature.MERCHANT_DAYS_SINCE_FRAUD, frauds.daysSince(t));
        features.set(Feature.MERCHANT_FRAUD_SPAN, frauds.span(t));
    }

    private static double share(long frauds, long labels) {
        return labels == 0 ? 0 : frauds / (double) labels;
    }

    void writeTo(DataOutput out) throws IOException {
        day.writeTo(out);
        month.writeTo(out);
        frauds.writeTo(out);
        out.writeByte(fraudRun);
        out.writeByte(genuineRun);
    }

    static KnownLabels readFrom(DataInput in) throws IOException {
        return new KnownLabels(
                RollingWindow.readFrom(in, DAY_MS),
                RollingWindow.readFrom(in, MONTH_MS),
                KnownFrauds.readFrom(in),
                in.readUnsignedByte(),
                in.readUnsignedByte());
    }
}
