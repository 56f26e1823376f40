package vesper.bank.screening;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CardHistoryTest {
    private static final long MINUTE = 60_000;
    private static final long HOUR = 60 * MINUTE;
    private static final long DAY = 24 * HOUR;
    private static final long T0 = 1_700_000_000_000L;

    static ScreenedPayment payment(long timeMs, long amountMinor, long id) {
        return payment(timeMs, amountMinor, id, 7, (int) (id % 40), (int) (id % 20), true);
    }

    static ScreenedPayment payment(
            long timeMs, long amountMinor, long id, int request, int merchant, int category, boolean card) {
        return new ScreenedPayment(timeMs, amountMinor, id, request, 1, merchant, category, card, Place.UNKNOWN, 100);
    }

    /** Up to a day late, boundaries hit exactly now and then, a fifth of the payments sent twice. */
    private static List<ScreenedPayment> randomStream(Random random, int length) {
        List<ScreenedPayment> stream = new ArrayList<>();
        long clock = T0;
        for (int id = 0; id < length; id++) {
            clock += switch (random.nextInt(4)) {
                case 0 -> random.nextInt(3) * MINUTE;
                case 1 -> random.nextInt(3) * HOUR;
                case 2 -> random.nextInt(20_000);
                default -> (long) (random.nextDouble() * 12 * HOUR);
            };
            long late = random.nextInt(4) == 0 ? (long) (random.nextDouble() * DAY) : 0;
            stream.add(payment(clock - late, 1 + random.nextInt(100_000), id));
            if (random.nextInt(5) == 0) {
                stream.add(stream.get(random.nextInt(stream.size())));
            }
        }
        return stream;
    }

    @Test
    void windowsEqualTheirDefinitionForLateAndRepeatedPayments() {
        for (int seed = 0; seed < 40; seed++) {
            CardHistory history = CardHistory.NONE;
            List<ScreenedPayment> seen = new ArrayList<>();
            for (ScreenedPayment p : randomStream(new Random(seed), 150)) {
                if (seen.contains(p)) {
                    if (p.timeMs() > newest(seen) - 2 * DAY && kept(seen) <= RecentPayments.CAPACITY) {
                        assertThat(history.sighting(p)).isEqualTo(Sighting.REPEATED);
                    }
                    continue;
                }
                assertThat(history.sighting(p)).isEqualTo(Sighting.NEW);
                Features features = history.features(p);
                history = history.plus(p);
                seen.add(p);
                assertWindow(seen, p, MINUTE, features, Feature.CARD_COUNT_1M, Feature.CARD_AMOUNT_1M);
                assertWindow(seen, p, HOUR, features, Feature.CARD_COUNT_1H, Feature.CARD_AMOUNT_1H);
                if (kept(seen) <= RecentPayments.CAPACITY) {
                    assertWindow(seen, p, DAY, features, Feature.CARD_COUNT_24H, Feature.CARD_AMOUNT_24H);
                }
            }
        }
    }

    private static void assertWindow(
            List<ScreenedPayment> seen, ScreenedPayment p, long width, Features features, Feature count, Feature sum) {
        List<ScreenedPayment> inside = seen.stream()
                .filter(other -> other.timeMs() > p.timeMs() - width && other.timeMs() <= p.timeMs())
                .toList();
        assertThat(features.get(count)).as("%s", count).isEqualTo(inside.size());
        assertThat(features.get(sum))
                .as("%s", sum)
                .isEqualTo(
                        inside.stream().mapToLong(ScreenedPayment::amountMinor).sum());
    }

    private static long kept(List<ScreenedPayment> seen) {
        long from = newest(seen) - 2 * DAY;
        return seen.stream().filter(payment -> payment.timeMs() > from).count();
    }

    private static long newest(List<ScreenedPayment> seen) {
        return seen.stream().mapToLong(ScreenedPayment::timeMs).max().orElseThrow();
    }

    @Test
    void anotherRequestUnderATakenIdIsAReusedKey() {
        CardHistory history = CardHistory.NONE.plus(payment(T0, 100, 1));
        assertThat(history.sighting(payment(T0, 100, 1, 8, 0, 0, true))).isEqualTo(Sighting.KEY_REUSED);
    }

    @Test
    void countsSaturateAndTheStateStaysSmall() throws IOException {
        CardHistory history = CardHistory.NONE;
        int length = 3_000;
        for (int id = 0; id < length; id++) {
            // Thirty busy days, the last forty payments in two of them, everything as wide as it can be.
            long left = length - id;
            long time = T0 - (left > 40 ? left * 14 * MINUTE : left * HOUR);
            history = history.plus(new ScreenedPayment(
                    time,
                    Long.MAX_VALUE / 4,
                    id,
                    7,
                    1,
                    id,
                    id,
                    true,
                    new Place(id % 90, id % 180, id, id, false, Origin.UNKNOWN),
                    1));
            history = history.plus(new Label(time, time, true));
        }
        Features features = history.features(payment(T0, 1, 10_000));
        assertThat(features.get(Feature.CARD_AMOUNT_24H)).isEqualTo((double) Long.MAX_VALUE);
        assertThat(encoded(history)).hasSizeBetween(1_800, CardHistory.MAX_BYTES);
        for (int id = 0; id < 100; id++) {
            history = history.plus(payment(T0 + id, 1, 20_000 + id));
        }
        assertThat(history.features(payment(T0 + 100, 1, 1)).get(Feature.CARD_COUNT_1H))
                .isEqualTo(RecentPayments.CAPACITY + 1);
    }

    @Test
    void daysAndLabelsCountWithinTheirWindows() {
        CardHistory history = CardHistory.NONE;
        for (int day = 40; day >= 1; day--) {
            history = history.plus(payment(T0 - day * DAY, 1_000 + day, day));
        }
        history = history.plus(new Label(T0 - 31 * DAY, T0 - 20 * DAY, true))
                .plus(new Label(T0 - 12 * DAY, T0 - 5 * DAY, true))
                .plus(new Label(T0 - 3 * DAY, T0 - DAY, true))
                .plus(new Label(T0 - 2 * DAY, T0 - DAY, false));
        Features features = history.features(payment(T0, 5_000, 99));
        assertThat(features.get(Feature.CARD_COUNT_7D)).isEqualTo(7);
        assertThat(features.get(Feature.CARD_AMOUNT_7D)).isEqualTo(5_000 + 6 * 1_000 + 1 + 2 + 3 + 4 + 5 + 6);
        assertThat(features.get(Feature.CARD_COUNT_30D)).isEqualTo(30);
        assertThat(features.get(Feature.CARD_FRAUDS_30D)).isEqualTo(2);
        assertThat(features.get(Feature.CARD_DAYS_SINCE_FRAUD)).isEqualTo(3);
        assertThat(features.get(Feature.CARD_FRAUD_SPAN)).isEqualTo(12);
        assertThat(features.get(Feature.CARD_AGE_DAYS)).isEqualTo(40);
    }

    @Test
    void aCardSeenFarAwayAnHourLaterHasTravelledAtTheSpeedBetween() {
        Place london = new Place(51.5074f, -0.1278f, 1, 1, false, Origin.UNKNOWN);
        Place paris = new Place(48.8566f, 2.3522f, 2, 2, false, Origin.UNKNOWN);
        CardHistory history = CardHistory.NONE.plus(new ScreenedPayment(T0, 100, 1, 7, 1, 1, 1, true, london, 100));
        Features features = history.features(new ScreenedPayment(T0 + HOUR, 100, 2, 7, 1, 1, 1, true, paris, 100));
        assertThat(features.get(Feature.CARD_KM_FROM_LAST)).isBetween(343.0, 345.0);
        assertThat(features.get(Feature.CARD_SPEED_KMH)).isBetween(343.0, 345.0);
        assertThat(features.get(Feature.CARD_NEW_COUNTRY)).isEqualTo(1);
        assertThat(features.get(Feature.CARD_NEW_DEVICE)).isEqualTo(1);
        Place online = Place.of(vesper.bank.event.PaymentSubmitted.newBuilder()
                .setId(new java.util.UUID(1, 2))
                .setClientId("c")
                .setKind(vesper.bank.event.PaymentKind.CARD_PAYMENT)
                .setDebtorAccountId(1)
                .setCreditorAccountId(2)
                .setAmountMinor(1)
                .setCurrency("EUR")
                .setOccurredAt(java.time.Instant.ofEpochMilli(T0))
                .setAcceptedAt(java.time.Instant.ofEpochMilli(T0))
                .setBusinessDate(java.time.LocalDate.EPOCH)
                .setRequestHash(java.nio.ByteBuffer.allocate(32))
                .setLatitude(52.52)
                .setLongitude(13.405)
                .setChannel("online")
                .build());
        assertThat(history.features(new ScreenedPayment(T0 + HOUR, 100, 2, 7, 1, 1, 1, true, online, 100))
                        .get(Feature.CARD_SPEED_KMH))
                .isZero();
    }

    @Test
    void encodingKeepsEveryFeature() throws IOException {
        CardHistory history = CardHistory.NONE;
        for (ScreenedPayment p : randomStream(new Random(5), 100)) {
            if (history.sighting(p) != Sighting.NEW) {
                continue;
            }
            CardHistory read = CardHistory.readFrom(new DataInputStream(new ByteArrayInputStream(encoded(history))));
            assertThat(read.features(p).toArray()).isEqualTo(history.features(p).toArray());
            history = read.plus(p);
        }
    }

    @Test
    void amountsAreMeasuredAgainstTheHabitOfTheCategory() {
        CardHistory history = CardHistory.NONE;
        for (int i = 0; i < 20; i++) {
            history = history.plus(payment(T0 + i * HOUR, 1_000 + i % 2 * 100, i, 0, 1, 1, true));
            history = history.plus(payment(T0 + i * HOUR, 90_000 + i, 100 + i, 0, 2, 2, true));
        }
        ScreenedPayment groceries = payment(T0 + 20 * HOUR, 90_000, 999, 0, 1, 1, true);
        Features features = history.features(groceries);
        assertThat(features.get(Feature.CARD_AMOUNT_DEVIATION)).isBetween(0.9, 1.1);
        assertThat(features.get(Feature.CARD_CATEGORY_DEVIATION)).isGreaterThan(100);
        assertThat(features.get(Feature.CARD_CATEGORY_SHARE)).isEqualTo(0.5);
        assertThat(features.get(Feature.CARD_NEW_MERCHANT)).isZero();
        assertThat(features.get(Feature.CARD_SECONDS_SINCE_LAST)).isEqualTo(3_600);
    }

    @Test
    void aNewCardHasNoHabitToDeviateFrom() {
        Features features = CardHistory.NONE.features(payment(T0, 1_000_000, 1));
        assertThat(features.get(Feature.CARD_AMOUNT_DEVIATION)).isZero();
        assertThat(features.get(Feature.CARD_HOUR_SHARE)).isEqualTo(1);
        assertThat(features.get(Feature.CARD_NEW_MERCHANT)).isEqualTo(1);
        assertThat(features.get(Feature.CARD_SECONDS_SINCE_LAST)).isEqualTo(86_400);
    }

    private static byte[] encoded(CardHistory history) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        history.writeTo(new DataOutputStream(out));
        return out.toByteArray();
    }
}
