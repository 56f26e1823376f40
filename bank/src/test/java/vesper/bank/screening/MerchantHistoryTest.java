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

class MerchantHistoryTest {
    private static final long MINUTE = 60_000;
    private static final long HOUR = 60 * MINUTE;
    private static final long DAY = 24 * HOUR;
    private static final long T0 = 1_700_000_000_000L;

    @Test
    void windowsEqualTheirDefinitionForLatePayments() throws IOException {
        for (int seed = 0; seed < 30; seed++) {
            Random random = new Random(seed);
            MerchantHistory velocity = MerchantHistory.NONE;
            List<ScreenedPayment> seen = new ArrayList<>();
            long clock = T0;
            for (int id = 0; id < 400; id++) {
                clock += (long) (Math.pow(random.nextDouble(), 6) * 10 * HOUR);
                long late = random.nextInt(3) == 0 ? (long) (Math.pow(random.nextDouble(), 4) * DAY) : 0;
                ScreenedPayment p = CardHistoryTest.payment(clock - late, 1 + random.nextInt(9_999), id);
                Features features = velocity.features(p, new Features());
                velocity = reread(velocity.plus(p));
                assertWindow(seen, p, MINUTE, features, Feature.MERCHANT_COUNT_1M, Feature.MERCHANT_AMOUNT_1M);
                assertWindow(seen, p, HOUR, features, Feature.MERCHANT_COUNT_1H, Feature.MERCHANT_AMOUNT_1H);
                assertWindow(seen, p, DAY, features, Feature.MERCHANT_COUNT_24H, Feature.MERCHANT_AMOUNT_24H);
                seen.add(p);
            }
        }
    }

    /** The 60 slices that end with the payment's own, of those kept: two windows back from the newest. */
    private static void assertWindow(
            List<ScreenedPayment> before,
            ScreenedPayment p,
            long width,
            Features features,
            Feature count,
            Feature sum) {
        long slice = width / RollingWindow.SLICES;
        long newest = Long.MIN_VALUE;
        long expectedCount = 1;
        long expectedSum = p.amountMinor();
        for (ScreenedPayment other : before) {
            newest = Math.max(newest, other.timeMs() / slice);
        }
        long oldestKept = newest - 2 * RollingWindow.SLICES + 1;
        for (ScreenedPayment other : before) {
            long s = other.timeMs() / slice;
            if (s >= oldestKept && s > p.timeMs() / slice - RollingWindow.SLICES && s <= p.timeMs() / slice) {
                expectedCount++;
                expectedSum += other.amountMinor();
            }
        }
        assertThat(features.get(count)).as("%s", count).isEqualTo(expectedCount);
        assertThat(features.get(sum)).as("%s", sum).isEqualTo(expectedSum);
    }

    @Test
    void aPaymentLaterThanItsWindowIsCountedAlone() {
        MerchantHistory velocity = MerchantHistory.NONE;
        for (int id = 0; id < 50; id++) {
            velocity = velocity.plus(CardHistoryTest.payment(T0, 100, id));
        }
        velocity = velocity.plus(CardHistoryTest.payment(T0 + 10 * MINUTE, 100, 98));
        Features late = velocity.features(CardHistoryTest.payment(T0, 100, 99), new Features());
        assertThat(late.get(Feature.MERCHANT_COUNT_1M)).isEqualTo(1);
        assertThat(late.get(Feature.MERCHANT_COUNT_1H)).isEqualTo(51);
    }

    @Test
    void riskIsTheShareOfFraudAmongWhatBecameKnown() {
        MerchantHistory history = MerchantHistory.NONE.plus(CardHistoryTest.payment(T0, 100, 1));
        for (int day = 10; day >= 1; day--) {
            history = history.plus(new Label(T0 - (day + 7) * DAY, T0 - day * DAY, day <= 2));
        }
        Features features = history.features(CardHistoryTest.payment(T0, 100, 2), new Features());
        assertThat(features.get(Feature.MERCHANT_LABELLED_30D)).isEqualTo(10);
        assertThat(features.get(Feature.MERCHANT_RISK_30D)).isEqualTo(0.2);
        assertThat(features.get(Feature.MERCHANT_FRAUD_RUN)).isEqualTo(2);
        assertThat(features.get(Feature.MERCHANT_GENUINE_RUN)).isZero();
        assertThat(features.get(Feature.MERCHANT_DAYS_SINCE_FRAUD)).isEqualTo(8);
        assertThat(features.get(Feature.MERCHANT_FRAUD_SPAN)).isEqualTo(9);
    }

    @Test
    void aLabelTakenBackLowersTheCountsAndOneRepeatedDoesNotRaiseThem() {
        long made = T0 - 9 * DAY;
        Label fraud = new Label(made, T0 - 2 * DAY, true);
        Label again = new Label(made, T0 - DAY, true, new Label.Before(true, T0 - 2 * DAY));
        Label back = new Label(made, T0 - HOUR, false, new Label.Before(true, T0 - 2 * DAY));
        MerchantHistory other = MerchantHistory.NONE.plus(new Label(T0 - 8 * DAY, T0 - 3 * DAY, true));

        Features twice = other.plus(fraud).plus(again).features(CardHistoryTest.payment(T0, 100, 1), new Features());
        assertThat(twice.get(Feature.MERCHANT_FRAUDS_7D)).isEqualTo(2);
        assertThat(twice.get(Feature.MERCHANT_LABELLED_7D)).isEqualTo(2);
        assertThat(twice.get(Feature.MERCHANT_FRAUD_RUN)).isEqualTo(2);

        Features cleared = other.plus(fraud).plus(back).features(CardHistoryTest.payment(T0, 100, 1), new Features());
        assertThat(cleared.get(Feature.MERCHANT_FRAUDS_7D)).isEqualTo(1);
        assertThat(cleared.get(Feature.MERCHANT_LABELLED_7D)).isEqualTo(2);
        assertThat(cleared.get(Feature.MERCHANT_RISK_1D)).isZero();
        assertThat(cleared.get(Feature.MERCHANT_RISK_7D)).isEqualTo(0.5);
        assertThat(cleared.get(Feature.MERCHANT_FRAUD_RUN)).isZero();
        assertThat(cleared.get(Feature.MERCHANT_DAYS_SINCE_FRAUD)).isEqualTo(8);
    }

    @Test
    void payersAreCountedOnceADay() {
        MerchantHistory history = MerchantHistory.NONE;
        for (int payer : new int[] {1, 2, 2, 3}) {
            history = history.plus(new ScreenedPayment(T0, 100, payer, 7, payer, 1, 1, true, Place.UNKNOWN, 100));
        }
        assertThat(history.features(
                                new ScreenedPayment(T0 + HOUR, 100, 9, 7, 3, 1, 1, true, Place.UNKNOWN, 100),
                                new Features())
                        .get(Feature.MERCHANT_PAYERS_24H))
                .isEqualTo(3);
    }

    @Test
    void memoryDoesNotGrowWithThePayments() throws IOException {
        MerchantHistory velocity = MerchantHistory.NONE;
        for (int id = 0; id < 200_000; id++) {
            velocity = velocity.plus(CardHistoryTest.payment(T0 + id * 1_000L, Long.MAX_VALUE / 2, id));
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        velocity.writeTo(new DataOutputStream(out));
        assertThat(out.size()).isLessThan(8_000);
        Features features = velocity.features(CardHistoryTest.payment(T0 + 200_000_000L, 1, 1), new Features());
        assertThat(features.get(Feature.MERCHANT_AMOUNT_24H)).isEqualTo((double) Long.MAX_VALUE);
    }

    private static MerchantHistory reread(MerchantHistory velocity) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        velocity.writeTo(new DataOutputStream(out));
        return MerchantHistory.readFrom(new DataInputStream(new ByteArrayInputStream(out.toByteArray())));
    }
}
