package vesper.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vesper.bank.event.CustomerNoted;
import vesper.bank.event.EventCodec;
import vesper.bank.event.NoticeKind;
import vesper.bank.event.PaymentKind;
import vesper.bank.event.PaymentLabelled;
import vesper.bank.event.PaymentSubmitted;
import vesper.bank.event.Topics;

/** What the running job learns from beside the payments of a card: labels, the customer, notices, devices, addresses. */
@SuppressWarnings("try") // a job is only there to run
class ScreeningEvidenceTest {
    private final ScreeningBroker broker = ScreeningBroker.shared();

    @TempDir
    Path checkpoints;

    @Test
    void aLabelCountsForTheMerchantFromThenOn() throws Exception {
        broker.submit(
                Events.cardPayment(6_000, 1_000).setCardId(UUID.randomUUID()).setMerchant("labelled"));
        try (RunningJob job = broker.screening(checkpoints, Duration.ofSeconds(1));
                DecisionLog log = broker.decisions()) {
            log.until(() -> !log.of(Set.of(Events.id(6_000))).isEmpty());
            PaymentSubmitted first = log.of(Set.of(Events.id(6_000))).get(0).getPayment();
            broker.send(
                    Topics.LABELLED,
                    first.getCardId().toString(),
                    EventCodec.LABELLED.encode(new PaymentLabelled(
                            first.getId(),
                            true,
                            Events.NOON.plusSeconds(10),
                            "analyst",
                            PaymentKind.CARD_PAYMENT,
                            100L,
                            7L,
                            first.getCardId(),
                            "labelled",
                            1_000L,
                            Events.NOON,
                            null,
                            null,
                            null,
                            null,
                            null)));
            int[] sent = {0};
            log.until(() -> {
                broker.submit(Events.cardPayment(6_001 + sent[0]++, 1_000)
                        .setCardId(UUID.randomUUID())
                        .setMerchant("labelled")
                        .setOccurredAt(Events.NOON.plusSeconds(3_600))
                        .setAcceptedAt(Events.NOON.plusSeconds(3_600)));
                return log.of(Set.of(Events.id(6_000 + sent[0] - 1))).stream()
                        .anyMatch(decision -> ScreeningBroker.features(decision).get("merchant_risk_1d") == 1.0);
            });
        }
    }

    @Test
    void aCustomerAndADeviceAreKnownOverAllTheirCardsAndAJourneyIsRespected() throws Exception {
        broker.send(
                Topics.NOTED,
                "4242",
                EventCodec.NOTED.encode(new CustomerNoted(
                        4242L,
                        NoticeKind.TRAVEL,
                        Events.NOON.minus(Duration.ofDays(1)),
                        Events.NOON.plus(Duration.ofDays(9)),
                        "FR")));
        broker.flush();
        try (RunningJob job = broker.screening(checkpoints, Duration.ofSeconds(1));
                DecisionLog log = broker.decisions()) {
            int[] sent = {0};
            log.until(() -> {
                broker.submit(onDevice(7_000 + sent[0]++).setCountry("FR"));
                return log.of(Set.of(Events.id(7_000 + sent[0] - 2))).stream()
                        .anyMatch(decision -> ScreeningBroker.features(decision).get("customer_travels") == 1.0);
            });
            int before = sent[0];
            log.until(() -> !log.of(Set.of(Events.id(7_000 + before - 1))).isEmpty());
            broker.submit(onDevice(8_000).setCountry("US"));
            log.until(() -> !log.of(Set.of(Events.id(8_000))).isEmpty());
            assertThat(ScreeningBroker.features(log.of(Set.of(Events.id(8_000))).get(0)))
                    .containsEntry("customer_travels", 0.0)
                    .containsEntry("customer_new_country", 1.0)
                    .containsEntry("customer_count_1h", before + 1.0)
                    .containsEntry("customer_payers_24h", Math.min(17.0, before + 1.0))
                    .containsEntry("device_count_1h", before + 1.0)
                    .containsEntry("device_payers_24h", Math.min(17.0, before + 1.0))
                    .containsEntry("device_is_new", 0.0)
                    .containsEntry("ip_count_1h", before + 1.0)
                    .containsEntry("ip_payers_24h", Math.min(17.0, before + 1.0))
                    .containsEntry("ip_is_new", 0.0)
                    .containsEntry("ip_country_differs", 1.0)
                    .containsEntry("customer_new_ip", 0.0)
                    .containsEntry("account_age_days", 5.0)
                    .containsEntry("card_count_1h", 1.0);
        }
    }

    /** Each with a card of its own, all of one customer, on one device and from one address, which is French. */
    private static PaymentSubmitted.Builder onDevice(long number) {
        return Events.cardPayment(number, 1_000)
                .setCardId(UUID.randomUUID())
                .setCustomerId(4242L)
                .setAccountOpenedOn(java.time.LocalDate.parse("2023-05-31"))
                .setDevice("tablet-4242")
                .setIp("212.27.48.10")
                .setMerchant("travels");
    }
}
