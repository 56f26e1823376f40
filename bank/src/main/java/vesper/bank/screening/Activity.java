package vesper.bank.screening;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * How busy somebody or something is: how many payments of what amount in an hour and a day, by which payers, and since when.
 * Immutable.
 *
 * @param firstMs time of the first payment, milliseconds since 1970; {@link Long#MIN_VALUE} if there is none
 */
record Activity(RollingWindow hour, RollingWindow day, RecentPayers payers, long firstMs) {
    private static final long HOUR_MS = 3_600_000;
    private static final long DAY_MS = 24 * HOUR_MS;

    static final Activity NONE =
            new Activity(RollingWindow.ofMs(HOUR_MS), RollingWindow.ofMs(DAY_MS), RecentPayers.NONE, Long.MIN_VALUE);

    /** Payments within an hour, this one included. */
    double hourCount(ScreenedPayment payment) {
        return 1.0 + hour.count(payment.timeMs());
    }

    /** Payments within 24 hours, this one included. */
    double dayCount(ScreenedPayment payment) {
        return 1.0 + day.count(payment.timeMs());
    }

    /** Sum of the amounts within an hour, this one included, minor units. */
    double hourAmount(ScreenedPayment payment) {
        return amount(hour, payment);
    }

    /** Sum of the amounts within 24 hours, this one included, minor units. */
    double dayAmount(ScreenedPayment payment) {
        return amount(day, payment);
    }

    private static double amount(RollingWindow window, ScreenedPayment payment) {
        return (double) Amounts.saturatedSum(window.amountMinor(payment.timeMs()), payment.amountMinor());
    }

    /** 1 if there was no payment before. */
    int isNew() {
        return firstMs == Long.MIN_VALUE ? 1 : 0;
    }

    /** Days since the first payment; 0 if there is none. */
    double ageDays(ScreenedPayment payment) {
        return firstMs == Long.MIN_VALUE ? 0 : Math.max(0, payment.timeMs() - firstMs) / (double) DAY_MS;
    }

    Activity plus(ScreenedPayment payment) {
        long t = payment.timeMs();
        return new Activity(
                hour.plus(t, payment.amountMinor()),
                day.plus(t, payment.amountMinor()),
                payers.plus(payment),
                firstMs == Long.MIN_VALUE ? t : Math.min(firstMs, t));
    }

    /** Encodes all but the time of the first payment, which the histories keep in different places. */
    void writeTo(DataOutput out) throws IOException {
        hour.writeTo(out);
        day.writeTo(out);
        payers.writeTo(out);
    }

    /** Reads what {@link #writeTo} wrote; {@link #since} adds the rest. */
    static Activity readFrom(DataInput in) throws IOException {
        return new Activity(
                RollingWindow.readFrom(in, HOUR_MS),
                RollingWindow.readFrom(in, DAY_MS),
                RecentPayers.readFrom(in),
                Long.MIN_VALUE);
    }

    /** The same with the time of the first payment. */
    Activity since(long timeMs) {
        return new Activity(hour, day, payers, timeMs);
    }
}
