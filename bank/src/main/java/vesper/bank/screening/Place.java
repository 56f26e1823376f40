package vesper.bank.screening;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import vesper.bank.event.PaymentSubmitted;

/**
 * Where and on what a customer paid.
 *
 * @param latitude degrees north; NaN if it, or the longitude, is unknown or the payment was made online
 * @param longitude degrees east
 * @param countryHash stable hash of the country; 0 if unknown
 * @param deviceHash stable hash of the device; 0 if unknown
 * @param online whether the customer paid at a distance
 * @param origin from where in the Internet
 */
public record Place(float latitude, float longitude, int countryHash, int deviceHash, boolean online, Origin origin) {
    public static final Place UNKNOWN = new Place(Float.NaN, Float.NaN, 0, 0, false, Origin.UNKNOWN);

    private static final double EARTH_RADIUS_KM = 6_371;

    static Place of(PaymentSubmitted payment) {
        boolean online = "online".equals(payment.getChannel());
        boolean known = !online && payment.getLatitude() != null && payment.getLongitude() != null;
        return new Place(
                known ? payment.getLatitude().floatValue() : Float.NaN,
                known ? payment.getLongitude().floatValue() : Float.NaN,
                payment.getCountry() == null ? 0 : payment.getCountry().hashCode(),
                payment.getDevice() == null ? 0 : payment.getDevice().hashCode(),
                online,
                Origin.of(payment.getIp(), payment.getCountry()));
    }

    boolean located() {
        return !Float.isNaN(latitude);
    }

    /** Great-circle distance by the haversine formula; 0 unless both are located. */
    double kmFrom(float otherLatitude, float otherLongitude) {
        if (!located() || Float.isNaN(otherLatitude)) {
            return 0;
        }
        double north = StrictMath.toRadians(latitude);
        double otherNorth = StrictMath.toRadians(otherLatitude);
        double a = square(StrictMath.sin((north - otherNorth) / 2))
                + StrictMath.cos(north)
                        * StrictMath.cos(otherNorth)
                        * square(StrictMath.sin(StrictMath.toRadians(longitude - otherLongitude) / 2));
        return 2 * EARTH_RADIUS_KM * StrictMath.asin(Math.min(1, Math.sqrt(a)));
    }

    private static double square(double x) {
        return x * x;
    }

    void writeTo(DataOutput out) throws IOException {
        out.writeFloat(latitude);
        out.writeFloat(longitude);
        out.writeInt(countryHash);
        out.writeInt(deviceHash);
        out.writeBoolean(online);
        origin.writeTo(out);
    }

    static Place readFrom(DataInput in) throws IOException {
        return new Place(
                in.readFloat(), in.readFloat(), in.readInt(), in.readInt(), in.readBoolean(), Origin.readFrom(in));
    }
}
