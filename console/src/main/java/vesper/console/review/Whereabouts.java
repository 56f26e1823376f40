package vesper.console.review;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import vesper.bank.event.PaymentSubmitted;
import vesper.bank.screening.Origin;

/**
 * On what and from where a customer paid.
 *
 * @param devices the one used last first
 * @param addresses of the Internet, the one used last first
 * @param map of the places; null if none is known
 */
record Whereabouts(
        List<Used> devices, List<Used> addresses, @Nullable PaymentMap map) {
    /** Devices, then addresses. */
    public List<List<Used>> kinds() {
        return List.of(devices, addresses);
    }

    /**
     * A device or an address.
     *
     * @param country of an address, by the registries' tables; empty if it is unknown
     * @param doubted payments on it that are cases of the investigation
     */
    record Used(String name, String country, int payments, int doubted, Instant first, Instant last) {
        private Used and(Used other) {
            return new Used(
                    name,
                    country,
                    payments + other.payments,
                    doubted + other.doubted,
                    first.isBefore(other.first) ? first : other.first,
                    last.isAfter(other.last) ? last : other.last);
        }
    }

    /**
     * Those of payments.
     *
     * @param doubted ids of those that are cases
     */
    static Whereabouts of(List<PaymentSubmitted> payments, Set<UUID> doubted) {
        return new Whereabouts(
                used(payments, doubted, PaymentSubmitted::getDevice, device -> ""),
                used(payments, doubted, PaymentSubmitted::getIp, Whereabouts::country),
                PaymentMap.of(payments, doubted));
    }

    private static String country(String ip) {
        String country = Origin.country(ip);
        return country == null ? "" : country;
    }

    private static List<Used> used(
            List<PaymentSubmitted> payments,
            Set<UUID> doubted,
            Function<PaymentSubmitted, @Nullable String> name,
            Function<String, String> country) {
        Map<String, Used> found = new LinkedHashMap<>();
        for (PaymentSubmitted payment : payments) {
            String named = name.apply(payment);
            if (named != null) {
                Instant at = payment.getOccurredAt();
                int cases = doubted.contains(payment.getId()) ? 1 : 0;
                found.merge(named, new Used(named, country.apply(named), 1, cases, at, at), Used::and);
            }
        }
        List<Used> ordered = new ArrayList<>(found.values());
        ordered.sort(Comparator.comparing(Used::last).reversed());
        return ordered;
    }
}
