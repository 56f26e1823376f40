package vesper.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vesper.bank.event.PaymentDecided;
import vesper.bank.event.PaymentSubmitted;
import vesper.bank.screening.CardHistory;
import vesper.bank.screening.CustomerHistory;
import vesper.bank.screening.Features;
import vesper.bank.screening.MerchantHistory;
import vesper.bank.screening.ScreenedPayment;
import vesper.bank.screening.SourceHistory;
import vesper.bank.screening.SourceHistory.Source;

/** Screening that is killed and starts again. */
@SuppressWarnings("try") // a job is only there to run
class ScreeningKilledTest {
    private final ScreeningBroker broker = ScreeningBroker.shared();

    @TempDir
    Path checkpoints;

    /**
     * Killed under load, three times or as often as {@code -Dvesper.kills} says. Each card has a customer, a device, an address
     * and a merchant of its own, so that the order in which its payments count is known, and all features can be computed again
     * from the history alone.
     */
    @Test
    void aKilledJobThatRestartsLosesNoPaymentAndCountsNoneTwice() throws Exception {
        int kills = Integer.getInteger("vesper.kills", 3);
        int cards = 50;
        int perCard = 40 * kills;
        Set<UUID> ids = new HashSet<>();
        Thread sender = new Thread(() -> {
            for (int i = 0; i < cards * perCard; i++) {
                broker.submit(Events.cardPayment(100_000 + i, 100 + i)
                        .setCardId(new UUID(77, i % cards))
                        .setMerchant("kill-" + i % cards)
                        .setCustomerId(7_700L + i % cards)
                        .setDevice("kill-" + i % cards)
                        .setIp("81.2.69." + i % cards)
                        // Ten minutes apart per card, so that every window count is known.
                        .setOccurredAt(Events.NOON.plusSeconds(600L * (i / cards)))
                        .setAcceptedAt(Events.NOON.plusSeconds(600L * (i / cards))));
                if (i % 20 == 0) {
                    java.util.concurrent.locks.LockSupport.parkNanos(10_000_000);
                }
            }
            broker.flush();
        });
        for (int i = 0; i < cards * perCard; i++) {
            ids.add(Events.id(100_000 + i));
        }
        sender.start();
        try (DecisionLog log = broker.decisions()) {
            for (int kill = 1; kill <= kills; kill++) {
                int enough = kill * 1_200;
                try (RunningJob job = broker.screening(checkpoints, Duration.ofMillis(100))) {
                    log.until(() -> log.of(ids).size() >= enough);
                }
            }
            try (RunningJob job = broker.screening(checkpoints, Duration.ofMillis(100))) {
                log.until(() -> log.ids().containsAll(ids));
            }
            assertFeaturesOfHistory(log.of(ids), cards);
        }
        sender.join();
    }

    /** Every decision, also one that was made again after a kill, has the features that the payments before it give. */
    private static void assertFeaturesOfHistory(List<PaymentDecided> decisions, int cards) {
        Map<Long, PaymentSubmitted> payments = new TreeMap<>();
        decisions.forEach(
                decision -> payments.put(decision.getPayment().getAmountMinor() - 100, decision.getPayment()));
        Map<UUID, Map<String, Double>> expected = new HashMap<>();
        Known[] known = new Known[cards];
        Arrays.fill(known, Known.NOTHING);
        payments.forEach((number, event) -> {
            int card = (int) (number % cards);
            ScreenedPayment payment = ScreenedPayment.of(event);
            expected.put(event.getId(), known[card].features(payment).asMap());
            known[card] = known[card].plus(payment);
        });
        for (PaymentDecided decision : decisions) {
            assertThat(ScreeningBroker.features(decision))
                    .isEqualTo(expected.get(decision.getPayment().getId()));
        }
    }

    /** All that is known of one card that shares nothing with others. */
    private record Known(
            CardHistory card,
            CustomerHistory customer,
            SourceHistory device,
            SourceHistory ip,
            MerchantHistory merchant) {
        static final Known NOTHING = new Known(
                CardHistory.NONE, CustomerHistory.NONE, SourceHistory.NONE, SourceHistory.NONE, MerchantHistory.NONE);

        Features features(ScreenedPayment payment) {
            Features ofPayer = customer.features(payment, card.features(payment));
            Features ofDevice = device.features(Source.DEVICE, payment, ofPayer);
            return merchant.features(payment, ip.features(Source.IP, payment, ofDevice));
        }

        Known plus(ScreenedPayment payment) {
            return new Known(
                    card.plus(payment),
                    customer.plus(payment),
                    device.plus(payment),
                    ip.plus(payment),
                    merchant.plus(payment));
        }
    }
}
