package vesper.console.review;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import vesper.bank.event.PaymentSubmitted;

/**
 * Where payments were made, to be drawn without anybody's map: points between circles of latitude and longitude, true to scale
 * in the middle (an equirectangular projection). Lengths are those of a view box of {@value #WIDTH} by {@value #HEIGHT}.
 *
 * @param kmAcross kilometres from the left edge to the right one
 */
record PaymentMap(List<Point> points, List<Grid> grid, int kmAcross) {
    static final int WIDTH = 480;
    static final int HEIGHT = 300;

    private static final double KM_PER_DEGREE = 111.195;
    private static final double NARROWEST_DEGREES = 0.1;
    private static final double MARGIN = 1.2;
    private static final int MOST_LINES = 6;
    private static final double[] STEPS = {0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 30, 60};

    /**
     * Payments at one place.
     *
     * @param doubted whether one of them is a case
     * @param words what they are
     */
    record Point(int x, int y, int payments, boolean doubted, String words) {
        public int radius() {
            return Math.min(14, 5 + payments);
        }
    }

    /** A circle of latitude (horizontal) or longitude. */
    record Grid(boolean horizontal, int at, String words) {}

    /** What is seen: its middle, and degrees of latitude by which a unit of length is long. */
    private record View(double latitude, double longitude, double degreesPerUnit) {
        static View of(double south, double north, double west, double east) {
            double latitude = (south + north) / 2;
            double wide = (east - west) * narrowing(latitude) / WIDTH;
            double high = (north - south) / HEIGHT;
            double degrees = Math.max(NARROWEST_DEGREES / HEIGHT, MARGIN * Math.max(wide, high));
            return new View(latitude, (west + east) / 2, degrees);
        }

        /** How much nearer to each other the circles of longitude are than at the equator. */
        static double narrowing(double latitude) {
            return Math.max(0.05, Math.cos(Math.toRadians(latitude)));
        }

        int x(double degreesEast) {
            return (int) Math.round(WIDTH / 2.0 + (degreesEast - longitude) * narrowing(latitude) / degreesPerUnit);
        }

        int y(double degreesNorth) {
            return (int) Math.round(HEIGHT / 2.0 - (degreesNorth - latitude) / degreesPerUnit);
        }
    }

    /** The map of payments that have a place; null if none has. */
    static @Nullable PaymentMap of(List<PaymentSubmitted> payments, Set<UUID> doubted) {
        List<PaymentSubmitted> placed = payments.stream()
                .filter(payment -> payment.getLatitude() != null && payment.getLongitude() != null)
                .toList();
        if (placed.isEmpty()) {
            return null;
        }
        View view = View.of(
                placed.stream().mapToDouble(PaymentSubmitted::getLatitude).min().orElseThrow(),
                placed.stream().mapToDouble(PaymentSubmitted::getLatitude).max().orElseThrow(),
                placed.stream()
                        .mapToDouble(PaymentSubmitted::getLongitude)
                        .min()
                        .orElseThrow(),
                placed.stream()
                        .mapToDouble(PaymentSubmitted::getLongitude)
                        .max()
                        .orElseThrow());
        return new PaymentMap(points(placed, doubted, view), grid(view), (int)
                Math.round(WIDTH * view.degreesPerUnit * KM_PER_DEGREE));
    }

    private static List<Point> points(List<PaymentSubmitted> placed, Set<UUID> doubted, View view) {
        Map<Long, Point> points = new LinkedHashMap<>();
        for (PaymentSubmitted payment : placed) {
            int x = view.x(payment.getLongitude());
            int y = view.y(payment.getLatitude());
            String to = payment.getMerchant() == null ? "a transfer" : payment.getMerchant();
            points.merge(
                    x * 10_000L + y,
                    new Point(x, y, 1, doubted.contains(payment.getId()), to),
                    (one, other) -> new Point(
                            x,
                            y,
                            one.payments + 1,
                            one.doubted || other.doubted,
                            one.payments + 1 + " payments, the last: " + to));
        }
        // What is doubted lies on top.
        List<Point> ordered = new ArrayList<>(points.values());
        ordered.sort(Comparator.comparing(Point::doubted));
        return ordered;
    }

    private static List<Grid> grid(View view) {
        double high = HEIGHT * view.degreesPerUnit;
        double wide = WIDTH * view.degreesPerUnit / View.narrowing(view.latitude);
        List<Grid> grid = new ArrayList<>();
        for (double degrees : circles(view.latitude - high / 2, view.latitude + high / 2, 90)) {
            grid.add(new Grid(true, view.y(degrees), words(degrees, "N", "S")));
        }
        for (double degrees : circles(view.longitude - wide / 2, view.longitude + wide / 2, 180)) {
            grid.add(new Grid(false, view.x(degrees), words(degrees, "E", "W")));
        }
        return grid;
    }

    private static List<Double> circles(double from, double to, double furthest) {
        double step = STEPS[STEPS.length - 1];
        for (int i = STEPS.length - 1; i >= 0 && (to - from) / STEPS[i] <= MOST_LINES; i--) {
            step = STEPS[i];
        }
        List<Double> circles = new ArrayList<>();
        for (long n = (long) Math.ceil(from / step); n * step <= to; n++) {
            if (Math.abs(n * step) <= furthest) {
                circles.add(n * step);
            }
        }
        return circles;
    }

    private static String words(double degrees, String above, String below) {
        String figure = String.format(Locale.ROOT, "%.2f", Math.abs(degrees)).replaceFirst("\\.?0+$", "");
        return figure + "° " + (degrees < 0 ? below : above);
    }
}
