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
        return new ScreenedPayment(timeMs, amountMinor, id, 7, (int) (id % 40), (int) (id % 20), true);
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
                default -> (long) (random.nextDouble() * 9 * HOUR);
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
                    if (p.timeMs() > newest(seen) - 2 * DAY) {
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
                assertWindow(seen, p, DAY, features, Feature.CARD_COUNT_24H, Feature.CARD_AMOUNT_24H);
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

    private static long newest(List<ScreenedPayment> seen) {
        return seen.stream().mapToLong(ScreenedPayment::timeMs).max().orElseThrow();
    }

    @Test
    void anotherRequestUnderATakenIdIsAReusedKey() {
        CardHistory history = CardHistory.NONE.plus(payment(T0, 100, 1));
        assertThat(history.sighting(new ScreenedPayment(T0, 100, 1, 8, 0, 0, true)))
                .isEqualTo(Sighting.KEY_REUSED);
    }

    @Test
    void countsSaturateAndTheStateStaysSmall() throws IOException {
        CardHistory history = CardHistory.NONE;
        for (int id = 0; id < 10_000; id++) {
            history = history.plus(payment(T0 + id, Long.MAX_VALUE / 2, id));
        }
        Features features = history.features(payment(T0 + 10_000, 1, 10_000));
        assertThat(features.get(Feature.CARD_COUNT_1H)).isEqualTo(RecentPayments.CAPACITY + 1);
        assertThat(features.get(Feature.CARD_AMOUNT_1H)).isEqualTo((double) Long.MAX_VALUE);
        assertThat(encoded(history)).hasSizeBetween(1_900, CardHistory.MAX_BYTES);
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
            history = history.plus(new ScreenedPayment(T0 + i * HOUR, 1_000 + i % 2 * 100, i, 0, 1, 1, true));
            history = history.plus(new ScreenedPayment(T0 + i * HOUR, 90_000 + i, 100 + i, 0, 2, 2, true));
        }
        ScreenedPayment groceries = new ScreenedPayment(T0 + 20 * HOUR, 90_000, 999, 0, 1, 1, true);
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
