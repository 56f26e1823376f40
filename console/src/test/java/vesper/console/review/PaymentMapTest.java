package vesper.console.review;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.assertj.core.data.Offset;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import vesper.bank.event.PaymentKind;
import vesper.bank.event.PaymentSubmitted;

/** Places whose distances everybody can look up. */
class PaymentMapTest {
    private static PaymentSubmitted at(int id, @Nullable Double latitude, @Nullable Double longitude) {
        Instant time = Instant.parse("2023-06-05T10:00:00Z");
        return PaymentSubmitted.newBuilder()
                .setId(new UUID(1, id))
                .setClientId("shop")
                .setKind(PaymentKind.CARD_PAYMENT)
                .setDebtorAccountId(1)
                .setCreditorAccountId(2)
                .setAmountMinor(100)
                .setCurrency("EUR")
                .setMerchant("Cafe")
                .setOccurredAt(time)
                .setAcceptedAt(time)
                .setBusinessDate(LocalDate.parse("2023-06-05"))
                .setRequestHash(ByteBuffer.wrap(new byte[32]))
                .setLatitude(latitude)
                .setLongitude(longitude)
                .build();
    }

    private static PaymentMap map(PaymentSubmitted... payments) {
        PaymentMap map = PaymentMap.of(List.of(payments), Set.of(new UUID(1, 2)));
        assertThat(map).isNotNull();
        return map;
    }

    private static double km(PaymentMap map) {
        PaymentMap.Point one = map.points().get(0);
        PaymentMap.Point other = map.points().get(1);
        return Math.hypot(one.x() - other.x(), one.y() - other.y()) * map.kmAcross() / PaymentMap.WIDTH;
    }

    @Test
    void distancesAreTrueToScale() {
        assertThat(km(map(at(1, 51.5074, -0.1278), at(2, 48.8566, 2.3522))))
                .as("London to Paris")
                .isCloseTo(344, Offset.offset(4.0));
        assertThat(km(map(at(1, -33.8688, 151.2093), at(2, -37.8136, 144.9631))))
                .as("Sydney to Melbourne")
                .isCloseTo(713, Offset.offset(12.0));
        assertThat(km(map(at(1, 52.5200, 13.4050), at(2, 52.3906, 13.0645))))
                .as("Berlin to Potsdam")
                .isCloseTo(27, Offset.offset(1.0));
    }

    @Test
    void everyPointLiesOnTheMapAndThoseOfOnePlaceAreOne() {
        PaymentMap map = map(at(1, 60.0, 10.0), at(2, -50.0, -70.0), at(3, 60.0, 10.0), at(4, null, 10.0));
        assertThat(map.points()).extracting(PaymentMap.Point::payments).containsExactly(2, 1);
        assertThat(map.points()).extracting(PaymentMap.Point::doubted).containsExactly(false, true);
        assertThat(map.points()).allSatisfy(point -> {
            assertThat(point.x()).isBetween(0, PaymentMap.WIDTH);
            assertThat(point.y()).isBetween(0, PaymentMap.HEIGHT);
        });
        assertThat(map.grid())
                .hasSizeBetween(4, 14)
                .allSatisfy(line -> assertThat(line.at()).isBetween(0, PaymentMap.WIDTH));
        assertThat(map.grid()).extracting(PaymentMap.Grid::words).contains("0° N", "30° S", "60° W");
    }

    @Test
    void onePlaceIsSeenFromNearAndNoneIsNoMap() {
        PaymentMap one = map(at(1, 89.9, 179.9));
        assertThat(one.kmAcross()).isBetween(10, 40);
        assertThat(one.points()).hasSize(1);
        assertThat(PaymentMap.of(List.of(at(1, null, null)), Set.of())).isNull();
    }
}
