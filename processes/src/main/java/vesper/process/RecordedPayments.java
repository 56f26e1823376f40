package vesper.process;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vesper.bank.event.EventCodec;
import vesper.bank.event.OutcomeStatus;
import vesper.bank.event.PaymentOutcome;
import vesper.bank.event.Topics;
import vesper.bank.event.UnreadableEventException;
import vesper.stream.outbox.OutboxRelay;

/**
 * Counts what becomes of payments, as the outbox tells it: {@code vesper.payments.recorded} by status, and
 * {@code vesper.payment.recorded}, the time from acceptance to the books. An outcome that goes out again counts again.
 */
final class RecordedPayments implements OutboxRelay.Published {
    private static final Logger LOG = LoggerFactory.getLogger(RecordedPayments.class);

    /** What the objective for payments is measured at is among them: one second. */
    private static final Duration[] BOUNDS = {
        Duration.ofMillis(10),
        Duration.ofMillis(25),
        Duration.ofMillis(50),
        Duration.ofMillis(100),
        Duration.ofMillis(250),
        Duration.ofMillis(500),
        Duration.ofSeconds(1),
        Duration.ofSeconds(5),
        Duration.ofSeconds(30),
        Duration.ofMinutes(5)
    };

    private final Map<OutcomeStatus, Counter> recorded = new EnumMap<>(OutcomeStatus.class);
    private final Timer latency;

    RecordedPayments(MeterRegistry registry) {
        for (OutcomeStatus status : OutcomeStatus.values()) {
            recorded.put(
                    status,
                    Counter.builder("vesper.payments.recorded")
                            .description("payments that reached the books, by what became of them")
                            .tag("status", status.name().toLowerCase(Locale.ROOT))
                            .register(registry));
        }
        latency = Timer.builder("vesper.payment.recorded")
                .description("from the acceptance of a payment to its record in the books")
                .serviceLevelObjectives(BOUNDS)
                .register(registry);
    }

    @Override
    public void message(String topic, byte[] payload) {
        if (!topic.equals(Topics.OUTCOME)) {
            return;
        }
        try {
            PaymentOutcome outcome = EventCodec.OUTCOME.decode(payload);
            Counter counter = recorded.get(outcome.getStatus());
            if (counter != null) {
                counter.increment();
            }
            latency.record(Duration.between(outcome.getAcceptedAt(), outcome.getRecordedAt()));
        } catch (UnreadableEventException e) {
            LOG.warn("an outcome is not counted: {}", e.getMessage());
        }
    }
}
