package vesper.bank.screening;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import vesper.bank.event.NoticeKind;
import vesper.bank.screening.SourceHistory.Source;

class CustomerHistoryTest {
    private static final long MINUTE = 60_000;
    private static final long HOUR = 60 * MINUTE;
    private static final long DAY = 24 * HOUR;
    private static final long T0 = 1_700_000_000_000L / DAY * DAY;
    private static final int US = "US".hashCode();
    private static final int FR = "FR".hashCode();

    /** The time of a change that there was not, encoded. */
    private static final String NEVER = "8000000000000000";

    private static ScreenedPayment payment(long timeMs, int payer, int country, int device) {
        return new ScreenedPayment(
                timeMs,
                100,
                timeMs,
                7,
                payer,
                1,
                1,
                true,
                new Place(Float.NaN, 0, country, device, false, Origin.UNKNOWN),
                100);
    }

    private static Features features(CustomerHistory history, ScreenedPayment payment) {
        return history.features(payment, new Features());
    }

    /** Against a plain count of the list of payments, at times that slices divide exactly. */
    @Test
    void countsAreThoseOfAllCardsOfTheCustomer() throws IOException {
        Random random = new Random(3);
        List<ScreenedPayment> before = new ArrayList<>();
        CustomerHistory history = CustomerHistory.NONE;
        long time = T0;
        for (int n = 0; n < 400; n++) {
            time += random.nextInt(40) * 24 * MINUTE;
            ScreenedPayment payment = payment(time, random.nextInt(4), random.nextInt(3), random.nextInt(4));
            Features features = features(reread(history), payment);
            assertThat(features.get(Feature.CUSTOMER_COUNT_24H)).isEqualTo(1.0 + within(before, payment, DAY));
            assertThat(features.get(Feature.CUSTOMER_AMOUNT_24H)).isEqualTo(100.0 * (1 + within(before, payment, DAY)));
            assertThat(features.get(Feature.CUSTOMER_COUNT_1H)).isEqualTo(1.0 + within(before, payment, HOUR));
            assertThat(features.get(Feature.CUSTOMER_PAYERS_24H)).isEqualTo(payers(before, payment));
            assertThat(features.get(Feature.CUSTOMER_IS_NEW)).isEqualTo(before.isEmpty() ? 1 : 0);
            assertThat(features.get(Feature.CUSTOMER_AGE_DAYS))
                    .isEqualTo(before.isEmpty() ? 0 : (time - before.get(0).timeMs()) / (double) DAY);
            assertThat(features.get(Feature.CUSTOMER_NEW_DEVICE)).isEqualTo(newDevice(before, payment));
            before.add(payment);
            history = history.plus(payment);
        }
    }

    private static long within(List<ScreenedPayment> before, ScreenedPayment now, long windowMs) {
        return before.stream()
                .filter(other -> other.timeMs() > now.timeMs() - windowMs)
                .count();
    }

    private static int payers(List<ScreenedPayment> before, ScreenedPayment now) {
        Set<Integer> payers = new HashSet<>(Set.of(now.payerHash()));
        before.stream()
                .filter(other -> other.timeMs() > now.timeMs() - DAY)
                .forEach(other -> payers.add(other.payerHash()));
        return payers.size();
    }

    private static int newDevice(List<ScreenedPayment> before, ScreenedPayment now) {
        int device = now.place().deviceHash();
        Set<Integer> known = new HashSet<>();
        before.forEach(other -> known.add(other.place().deviceHash()));
        known.remove(0);
        return device != 0 && !known.isEmpty() && !known.contains(device) ? 1 : 0;
    }

    @Test
    void aWayFromOneCountryToAnotherIsNewOnce() {
        CustomerHistory home = CustomerHistory.NONE.plus(payment(T0, 1, US, 0));
        ScreenedPayment there = payment(T0 + DAY, 1, FR, 0);
        assertThat(features(CustomerHistory.NONE, there).get(Feature.CUSTOMER_NEW_COUNTRY_PAIR))
                .isZero();
        assertThat(features(home, there).get(Feature.CUSTOMER_NEW_COUNTRY_PAIR)).isEqualTo(1);
        assertThat(features(home, there).get(Feature.CUSTOMER_NEW_COUNTRY)).isEqualTo(1);
        CustomerHistory back = home.plus(there).plus(payment(T0 + 2 * DAY, 1, US, 0));
        assertThat(features(back, payment(T0 + 3 * DAY, 1, FR, 0)).get(Feature.CUSTOMER_NEW_COUNTRY_PAIR))
                .isZero();
    }

    @Test
    void aJourneyCountsInItsTimeAndCountry() {
        Notice journey = new Notice(NoticeKind.TRAVEL, T0, T0 + 7 * DAY, FR);
        CustomerHistory history = CustomerHistory.NONE.plus(journey).plus(journey);
        assertThat(travels(history, T0, FR)).isEqualTo(1);
        assertThat(travels(history, T0 + 7 * DAY - 1, 0)).isEqualTo(1);
        assertThat(travels(history, T0 + 7 * DAY, FR)).isZero();
        assertThat(travels(history, T0 - 1, FR)).isZero();
        assertThat(travels(history, T0, US)).isZero();
    }

    private static double travels(CustomerHistory history, long time, int country) {
        return features(history, payment(time, 1, country, 0)).get(Feature.CUSTOMER_TRAVELS);
    }

    @Test
    void aNewSignInCountsForAWeek() {
        CustomerHistory history =
                CustomerHistory.NONE.plus(new Notice(NoticeKind.SIGN_IN_CHANGED, T0, Long.MIN_VALUE, 0));
        assertThat(features(history, payment(T0 + DAY - 1, 1, 0, 0)).get(Feature.CUSTOMER_SIGN_IN_24H))
                .isEqualTo(1);
        assertThat(features(history, payment(T0 + DAY, 1, 0, 0)).get(Feature.CUSTOMER_SIGN_IN_24H))
                .isZero();
        assertThat(features(history, payment(T0 + DAY, 1, 0, 0)).get(Feature.CUSTOMER_SIGN_IN_7D))
                .isEqualTo(1);
        assertThat(features(history, payment(T0 + 7 * DAY, 1, 0, 0)).get(Feature.CUSTOMER_SIGN_IN_7D))
                .isZero();
        assertThat(features(history, payment(T0 - 1, 1, 0, 0)).get(Feature.CUSTOMER_SIGN_IN_7D))
                .isZero();
    }

    @Test
    void aNewAddressCountsForAMonthAndIsNoNewSignIn() throws IOException {
        CustomerHistory history =
                reread(CustomerHistory.NONE.plus(new Notice(NoticeKind.ADDRESS_CHANGED, T0, Long.MIN_VALUE, 0)));
        history = history.plus(new Notice(NoticeKind.ADDRESS_CHANGED, T0 - DAY, Long.MIN_VALUE, 0));
        Features soon = features(history, payment(T0 + 7 * DAY - 1, 1, 0, 0));
        assertThat(soon.get(Feature.CUSTOMER_ADDRESS_7D)).isEqualTo(1);
        assertThat(soon.get(Feature.CUSTOMER_SIGN_IN_7D)).isZero();
        Features later = features(history, payment(T0 + 7 * DAY, 1, 0, 0));
        assertThat(later.get(Feature.CUSTOMER_ADDRESS_7D)).isZero();
        assertThat(later.get(Feature.CUSTOMER_ADDRESS_30D)).isEqualTo(1);
        assertThat(features(history, payment(T0 + 30 * DAY, 1, 0, 0)).get(Feature.CUSTOMER_ADDRESS_30D))
                .isZero();
        assertThat(features(history, payment(T0 - 1, 1, 0, 0)).get(Feature.CUSTOMER_ADDRESS_30D))
                .isZero();
    }

    @Test
    void aFraudOnOneCardCountsForTheCustomerUntilItIsTakenBack() {
        Label fraud = new Label(T0, T0 + DAY, true);
        CustomerHistory history = CustomerHistory.NONE.plus(fraud);
        ScreenedPayment later = payment(T0 + 2 * DAY, 1, 0, 0);
        assertThat(features(history, later).get(Feature.CUSTOMER_FRAUDS_30D)).isEqualTo(1);
        CustomerHistory cleared = history.plus(new Label(T0, T0 + 2 * DAY, false, new Label.Before(true, T0 + DAY)));
        assertThat(features(cleared, later).get(Feature.CUSTOMER_FRAUDS_30D)).isZero();
    }

    @Test
    void anAddressIsNewToACustomerWhoHasOthers() throws IOException {
        ScreenedPayment home = from(T0, "81.2.69.142", "GB");
        ScreenedPayment neighbour = from(T0 + HOUR, "81.2.69.143", "GB");
        ScreenedPayment away = from(T0 + DAY, "8.8.8.8", "GB");
        ScreenedPayment inside = from(T0 + DAY, "192.168.1.1", "GB");
        assertThat(ofAddress(CustomerHistory.NONE, home)).containsExactly(0.0, 0.0);
        CustomerHistory known = reread(CustomerHistory.NONE.plus(home));
        assertThat(ofAddress(known, home)).containsExactly(0.0, 0.0);
        assertThat(ofAddress(known, neighbour)).containsExactly(1.0, 0.0);
        assertThat(ofAddress(known, away)).containsExactly(1.0, 1.0);
        assertThat(ofAddress(known, inside)).as("not of the Internet").containsExactly(0.0, 0.0);
        assertThat(ofAddress(known.plus(inside).plus(away), away)).containsExactly(0.0, 0.0);
    }

    private static ScreenedPayment from(long timeMs, String ip, String paidIn) {
        Place place = new Place(Float.NaN, 0, paidIn.hashCode(), 0, true, Origin.of(ip, paidIn));
        return new ScreenedPayment(timeMs, 100, timeMs, 7, 1, 1, 1, true, place, 100);
    }

    private static List<Double> ofAddress(CustomerHistory history, ScreenedPayment payment) {
        Features features = features(history, payment);
        return List.of(features.get(Feature.CUSTOMER_NEW_IP), features.get(Feature.CUSTOMER_NEW_IP_COUNTRY));
    }

    @Test
    void anAddressOfAnotherCountryThanThePaymentIsSeen() {
        assertThat(elsewhere("81.2.69.142", "GB")).isZero();
        assertThat(elsewhere("81.2.69.142", "gb")).isZero();
        assertThat(elsewhere("81.2.69.142", "FR")).isEqualTo(1);
        assertThat(elsewhere("::ffff:81.2.69.142", "FR")).isEqualTo(1);
        assertThat(elsewhere("81.2.69.142", "France")).as("not comparable").isZero();
        assertThat(elsewhere("2001:470::1", "FR")).as("in no table").isZero();
        assertThat(elsewhere("10.0.0.1", "FR")).isZero();
        assertThat(elsewhere("nowhere", "FR")).isZero();
    }

    private static double elsewhere(String ip, String paidIn) {
        return CardHistory.NONE.features(from(T0, ip, paidIn)).get(Feature.IP_COUNTRY_DIFFERS);
    }

    /** Machines whose place everybody knows, the ends of the table, and what no registry has given away. */
    @Test
    void theCountryOfAnAddressIsThatOfItsRegistry() {
        assertThat(List.of("193.0.6.139", "8.8.8.8", "1.1.1.1", "133.11.0.1", "200.160.2.3", "130.59.31.80"))
                .extracting(Origin::country)
                .containsExactly("NL", "US", "AU", "JP", "BR", "CH");
        assertThat(IpCountries.of(0)).isNull();
        assertThat(IpCountries.of(-1)).isNull();
        assertThat(Origin.country("127.0.0.1")).isNull();
    }

    @Test
    void anAddressIsHeldAgainstAllWhoPayFromIt() throws IOException {
        SourceHistory address = SourceHistory.NONE;
        for (int payer = 1; payer <= 5; payer++) {
            Features features = address.features(Source.IP, payment(T0 + payer * HOUR, payer, US, 0), new Features());
            assertThat(features.get(Feature.IP_PAYERS_24H)).isEqualTo(payer);
            assertThat(features.get(Feature.IP_COUNT_24H)).isEqualTo(payer);
            assertThat(features.get(Feature.IP_COUNT_1H)).isEqualTo(1);
            assertThat(features.get(Feature.IP_AMOUNT_24H)).isEqualTo(100.0 * payer);
            assertThat(features.get(Feature.IP_IS_NEW)).isEqualTo(payer == 1 ? 1 : 0);
            address = address.plus(payment(T0 + payer * HOUR, payer, US, 0));
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        address.plus(new Label(T0 + HOUR, T0 + 8 * HOUR, true)).writeTo(new DataOutputStream(out));
        Features later = SourceHistory.readFrom(new DataInputStream(new ByteArrayInputStream(out.toByteArray())))
                .features(Source.IP, payment(T0 + 2 * DAY, 1, US, 0), new Features());
        assertThat(later.get(Feature.IP_FRAUDS_30D)).isEqualTo(1);
        assertThat(later.get(Feature.IP_PAYERS_24H)).isEqualTo(1);
        assertThat(later.get(Feature.IP_AGE_DAYS)).isEqualTo(47 / 24.0);
    }

    /**
     * What checkpoints hold since before both histories shared a part; a customer's since then without
     * internet addresses, and without changes of address.
     */
    @Test
    void theBytesOfTheStateStayAsTheyWere() throws IOException {
        ScreenedPayment first = new ScreenedPayment(
                1_700_000_000_000L,
                1234,
                11,
                7,
                21,
                1,
                1,
                true,
                new Place(Float.NaN, 0, 31, 41, false, Origin.UNKNOWN),
                100);
        ScreenedPayment second = new ScreenedPayment(
                1_700_003_000_000L,
                99,
                12,
                7,
                22,
                1,
                1,
                true,
                new Place(Float.NaN, 0, 32, 42, false, Origin.UNKNOWN),
                100);
        Label fraud = new Label(1_700_000_000_000L, 1_700_000_100_000L, true);
        CustomerHistory customer = CustomerHistory.NONE
                .plus(first)
                .plus(second)
                .plus(fraud)
                .plus(new Notice(NoticeKind.TRAVEL, 1_700_000_000_000L, 1_700_900_000_000L, 32))
                .plus(new Notice(NoticeKind.SIGN_IN_CHANGED, 1_700_000_000_000L, Long.MIN_VALUE, 0));
        String before =
                "01020000000001b055150001d20932016302000000000012038b0001d20902016302000000160000018bd0132ec00000"
                        + "00150000018bcfe56800020000002a0000002902000000200000001f02000003e1000003e00000018bcfe56800000001"
                        + "8bcfe56800010000018bcfe568000000018c058a510000000020010000018bcfe56800";
        assertThat(encoded(customer)).asHexString().isEqualToIgnoringCase("03" + before.substring(2) + "0000" + NEVER);
        for (String checkpoint : List.of(before, "02" + before.substring(2) + "0000")) {
            byte[] bytes = HexFormat.of().parseHex(checkpoint);
            CustomerHistory restored = CustomerHistory.readFrom(new DataInputStream(new ByteArrayInputStream(bytes)));
            assertThat(encoded(restored)).isEqualTo(encoded(customer));
        }
        ByteArrayOutputStream device = new ByteArrayOutputStream();
        SourceHistory.NONE.plus(first).plus(second).plus(fraud).writeTo(new DataOutputStream(device));
        assertThat(device.toByteArray())
                .asHexString()
                .isEqualToIgnoringCase(
                        "01020000000001b055150001d20932016302000000000012038b0001d20902016302000000160000"
                                + "018bd0132ec0000000150000018bcfe568000000018bcfe56800010000018bcfe56800");
    }

    @Test
    void theStateStaysSmall() throws IOException {
        CustomerHistory history = CustomerHistory.NONE;
        SourceHistory device = SourceHistory.NONE;
        for (int n = 0; n < 50_000; n++) {
            ScreenedPayment payment = new ScreenedPayment(
                    T0 + n * 30_000L,
                    99_999_999_999L,
                    n,
                    7,
                    n,
                    1,
                    1,
                    true,
                    new Place(1, 1, n, n, false, new Origin(n, n, true)),
                    100);
            history = history.plus(payment).plus(new Label(T0 + n * 30_000L, T0 + n, true));
            history = history.plus(new Notice(NoticeKind.TRAVEL, T0 + n, T0 + n + DAY, n));
            device = device.plus(payment).plus(new Label(T0 + n * 30_000L, T0 + n, true));
        }
        assertThat(encoded(history)).hasSizeBetween(1_000, CustomerHistory.MAX_BYTES);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        device.writeTo(new DataOutputStream(out));
        assertThat(out.size()).isBetween(1_000, CustomerHistory.MAX_BYTES);
        assertThat(encoded(reread(history))).isEqualTo(encoded(history));
    }

    @Test
    void aDeviceIsHeldAgainstAllWhoPayOnIt() throws IOException {
        SourceHistory device = SourceHistory.NONE;
        for (int payer = 1; payer <= 5; payer++) {
            Features features =
                    device.features(Source.DEVICE, payment(T0 + payer * HOUR, payer, US, 77), new Features());
            assertThat(features.get(Feature.DEVICE_PAYERS_24H)).isEqualTo(payer);
            assertThat(features.get(Feature.DEVICE_COUNT_24H)).isEqualTo(payer);
            assertThat(features.get(Feature.DEVICE_COUNT_1H)).isEqualTo(1);
            assertThat(features.get(Feature.DEVICE_AMOUNT_24H)).isEqualTo(100.0 * payer);
            assertThat(features.get(Feature.DEVICE_IS_NEW)).isEqualTo(payer == 1 ? 1 : 0);
            device = device.plus(payment(T0 + payer * HOUR, payer, US, 77));
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        device.plus(new Label(T0 + HOUR, T0 + 8 * HOUR, true)).writeTo(new DataOutputStream(out));
        Features later = SourceHistory.readFrom(new DataInputStream(new ByteArrayInputStream(out.toByteArray())))
                .features(Source.DEVICE, payment(T0 + 2 * DAY, 1, US, 77), new Features());
        assertThat(later.get(Feature.DEVICE_FRAUDS_30D)).isEqualTo(1);
        assertThat(later.get(Feature.DEVICE_PAYERS_24H)).isEqualTo(1);
        assertThat(later.get(Feature.DEVICE_AGE_DAYS)).isEqualTo(47 / 24.0);
    }

    private static byte[] encoded(CustomerHistory history) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        history.writeTo(new DataOutputStream(out));
        return out.toByteArray();
    }

    private static CustomerHistory reread(CustomerHistory history) throws IOException {
        return CustomerHistory.readFrom(new DataInputStream(new ByteArrayInputStream(encoded(history))));
    }
}
