package vesper.bank.screening;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * What the bank remembers of a merchant (or of a creditor's account, for a transfer): how many payments of what amount it
 * took in a minute, an hour, a day, and what is usually paid there. Immutable; the memory does not grow with the number
 * of payments (see {@link RollingWindow}).
 */
public final class MerchantVelocity {
    private static final long MINUTE_MS = 60_000;
    private static final long HOUR_MS = 60 * MINUTE_MS;
    private static final long DAY_MS = 24 * HOUR_MS;
    private static final int ENCODING = 1;

    public static final MerchantVelocity NONE = new MerchantVelocity(
            RollingWindow.ofMs(MINUTE_MS), RollingWindow.ofMs(HOUR_MS), RollingWindow.ofMs(DAY_MS), Habit.NONE);

    private final RollingWindow minute;
    private final RollingWindow hour;
    private final RollingWindow day;
    private final Habit habit;

    private MerchantVelocity(RollingWindow minute, RollingWindow hour, RollingWindow day, Habit habit) {
        this.minute = minute;
        this.hour = hour;
        this.day = day;
        this.habit = habit;
    }

    /** Adds the merchant's features of a payment that is not yet part of this velocity to those of its card. */
    public Features features(ScreenedPayment payment, Features ofCard) {
        long t = payment.timeMs();
        long amount = payment.amountMinor();
        Features features = Features.of(ofCard.toArray());
        features.set(Feature.MERCHANT_COUNT_1M, 1.0 + minute.count(t));
        features.set(Feature.MERCHANT_COUNT_1H, 1.0 + hour.count(t));
        features.set(Feature.MERCHANT_COUNT_24H, 1.0 + day.count(t));
        features.set(Feature.MERCHANT_AMOUNT_1M, (double) RecentPayments.saturated(minute.amountMinor(t), amount));
        features.set(Feature.MERCHANT_AMOUNT_1H, (double) RecentPayments.saturated(hour.amountMinor(t), amount));
        features.set(Feature.MERCHANT_AMOUNT_24H, (double) RecentPayments.saturated(day.amountMinor(t), amount));
        features.set(Feature.MERCHANT_PAYMENTS, habit.count());
        features.set(Feature.MERCHANT_AMOUNT_DEVIATION, habit.deviation(amount));
        return features;
    }

    /** The velocity with this payment in it. */
    public MerchantVelocity plus(ScreenedPayment payment) {
        return new MerchantVelocity(
                minute.plus(payment.timeMs(), payment.amountMinor()),
                hour.plus(payment.timeMs(), payment.amountMinor()),
                day.plus(payment.timeMs(), payment.amountMinor()),
                habit.plus(payment.amountMinor()));
    }

    /** Encodes the velocity; {@link #readFrom} gives an equal one. */
    public void writeTo(DataOutput out) throws IOException {
        out.writeByte(ENCODING);
        minute.writeTo(out);
        hour.writeTo(out);
        day.writeTo(out);
        habit.writeTo(out);
    }

    /** Reads what {@link #writeTo} wrote; fails on an encoding that this version does not know. */
    public static MerchantVelocity readFrom(DataInput in) throws IOException {
        int encoding = in.readUnsignedByte();
        if (encoding != ENCODING) {
            throw new IOException("merchant velocity in encoding " + encoding);
        }
        return new MerchantVelocity(
                RollingWindow.readFrom(in, MINUTE_MS),
                RollingWindow.readFrom(in, HOUR_MS),
                RollingWindow.readFrom(in, DAY_MS),
                Habit.readFrom(in));
    }
}
