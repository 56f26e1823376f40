package vesper.bank.screening;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * What the bank remembers of a merchant (or of a creditor's account, for a transfer): how many payments of what amount it
 * took in a minute, an hour, a day, a month; what is usually paid there; and what became known of fraud there. Immutable;
 * the memory does not grow with the number of payments (see {@link RollingWindow}).
 */
public final class MerchantHistory {
    private static final long MINUTE_MS = 60_000;
    private static final long HOUR_MS = 60 * MINUTE_MS;
    private static final long DAY_MS = 24 * HOUR_MS;
    private static final long MONTH_MS = 30 * DAY_MS;

    /** Slices of the month's window in a week. */
    private static final int WEEK = 14;

    private static final int ENCODING = 2;

    public static final MerchantHistory NONE = new MerchantHistory(
            RollingWindow.ofMs(MINUTE_MS),
            RollingWindow.ofMs(HOUR_MS),
            RollingWindow.ofMs(DAY_MS),
            RollingWindow.ofMs(MONTH_MS),
            Habit.NONE,
            RecentPayers.NONE,
            KnownLabels.NONE);

    private final RollingWindow minute;
    private final RollingWindow hour;
    private final RollingWindow day;
    private final RollingWindow month;
    private final Habit habit;
    private final RecentPayers payers;
    private final KnownLabels labels;

    private MerchantHistory(
            RollingWindow minute,
            RollingWindow hour,
            RollingWindow day,
            RollingWindow month,
            Habit habit,
            RecentPayers payers,
            KnownLabels labels) {
        this.minute = minute;
        this.hour = hour;
        this.day = day;
        this.month = month;
        this.habit = habit;
        this.payers = payers;
        this.labels = labels;
    }

    /** Adds the merchant's features of a payment that is not yet part of this history to those of its card. */
    public Features features(ScreenedPayment payment, Features ofCard) {
        long t = payment.timeMs();
        long amount = payment.amountMinor();
        Features features = ofCard.copy();
        features.set(Feature.MERCHANT_COUNT_1M, 1.0 + minute.count(t));
        features.set(Feature.MERCHANT_COUNT_1H, 1.0 + hour.count(t));
        features.set(Feature.MERCHANT_COUNT_24H, 1.0 + day.count(t));
        features.set(Feature.MERCHANT_COUNT_7D, 1.0 + month.count(t, WEEK));
        features.set(Feature.MERCHANT_COUNT_30D, 1.0 + month.count(t));
        features.set(Feature.MERCHANT_AMOUNT_1M, (double) Amounts.saturatedSum(minute.amountMinor(t), amount));
        features.set(Feature.MERCHANT_AMOUNT_1H, (double) Amounts.saturatedSum(hour.amountMinor(t), amount));
        features.set(Feature.MERCHANT_AMOUNT_24H, (double) Amounts.saturatedSum(day.amountMinor(t), amount));
        features.set(Feature.MERCHANT_AMOUNT_30D, (double) Amounts.saturatedSum(month.amountMinor(t), amount));
        features.set(Feature.MERCHANT_PAYMENTS, habit.count());
        features.set(Feature.MERCHANT_MEAN_AMOUNT, habit.mean());
        features.set(Feature.MERCHANT_AMOUNT_DEVIATION, habit.deviation(amount));
        features.set(Feature.MERCHANT_PAYERS_24H, payers.different(payment));
        labels.set(features, t);
        return features;
    }

    /** The history with this payment in it. */
    public MerchantHistory plus(ScreenedPayment payment) {
        long t = payment.timeMs();
        long amount = payment.amountMinor();
        return new MerchantHistory(
                minute.plus(t, amount),
                hour.plus(t, amount),
                day.plus(t, amount),
                month.plus(t, amount),
                habit.plus(amount),
                payers.plus(payment),
                labels);
    }

    /** The history with what became known of one of the merchant's payments. */
    public MerchantHistory plus(Label label) {
        return new MerchantHistory(minute, hour, day, month, habit, payers, labels.plus(label));
    }

    /** Encodes the history; {@link #readFrom} gives an equal one. */
    public void writeTo(DataOutput out) throws IOException {
        out.writeByte(ENCODING);
        minute.writeTo(out);
        hour.writeTo(out);
        day.writeTo(out);
        month.writeTo(out);
        habit.writeTo(out);
        payers.writeTo(out);
        labels.writeTo(out);
    }

    /** Reads what {@link #writeTo} wrote; fails on an encoding that this version does not know. */
    public static MerchantHistory readFrom(DataInput in) throws IOException {
        int encoding = in.readUnsignedByte();
        if (encoding != ENCODING) {
            throw new IOException("merchant history in encoding " + encoding);
        }
        return new MerchantHistory(
                RollingWindow.readFrom(in, MINUTE_MS),
                RollingWindow.readFrom(in, HOUR_MS),
                RollingWindow.readFrom(in, DAY_MS),
                RollingWindow.readFrom(in, MONTH_MS),
                Habit.readFrom(in),
                RecentPayers.readFrom(in),
                KnownLabels.readFrom(in));
    }
}
