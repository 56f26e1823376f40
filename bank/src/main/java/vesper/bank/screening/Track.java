package vesper.bank.screening;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * When a card paid first and last, and when and where it last paid in person. Times are milliseconds since 1970.
 *
 * @param firstMs {@link Long#MIN_VALUE} if it never paid
 * @param newestMs the latest event time so far
 * @param locatedMs of the newest payment made in person at a known place
 * @param latitude of that payment, degrees north; NaN if there is none
 * @param longitude of that payment, degrees east
 */
record Track(long firstMs, long newestMs, long locatedMs, float latitude, float longitude) {
    static final Track NONE = new Track(Long.MIN_VALUE, Long.MIN_VALUE, Long.MIN_VALUE, Float.NaN, Float.NaN);

    private static final double DAY_MS = 86_400_000;
    private static final double HOUR_MS = 3_600_000;
    private static final double LEAST_HOURS = 1 / 60.0;

    double daysSinceLast(long timeMs) {
        return firstMs == Long.MIN_VALUE ? 0 : Math.max(0, timeMs - newestMs) / DAY_MS;
    }

    double ageDays(long timeMs) {
        return firstMs == Long.MIN_VALUE ? 0 : Math.max(0, timeMs - firstMs) / DAY_MS;
    }

    double km(ScreenedPayment payment) {
        return payment.place().kmFrom(latitude, longitude);
    }

    double kmh(ScreenedPayment payment) {
        double km = km(payment);
        return km == 0 ? 0 : km / Math.max(LEAST_HOURS, Math.abs(payment.timeMs() - locatedMs) / HOUR_MS);
    }

    Track plus(ScreenedPayment payment) {
        long t = payment.timeMs();
        Place place = payment.place();
        boolean moves = place.located() && t >= locatedMs;
        return new Track(
                firstMs == Long.MIN_VALUE ? t : Math.min(firstMs, t),
                Math.max(newestMs, t),
                moves ? t : locatedMs,
                moves ? place.latitude() : latitude,
                moves ? place.longitude() : longitude);
    }

    void writeTo(DataOutput out) throws IOException {
        out.writeLong(firstMs);
        out.writeLong(newestMs);
        out.writeLong(locatedMs);
        out.writeFloat(latitude);
        out.writeFloat(longitude);
    }

    static Track readFrom(DataInput in) throws IOException {
        return new Track(in.readLong(), in.readLong(), in.readLong(), in.readFloat(), in.readFloat());
    }
}
