package vesper.stream.screening;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Histogram;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.runtime.metrics.DescriptiveStatisticsHistogram;
import vesper.bank.event.DecisionKind;
import vesper.bank.event.PaymentDecided;

/**
 * What a subtask of screening counts, in Flink's group {@code vesper}: {@code payments_decided} by {@code decision}, and the
 * {@code decision_latency_ms} from acceptance to decision, over the last decisions. A decision made again after a restart
 * counts again.
 */
final class DecisionMetrics {
    private static final int WINDOW = 2_000;

    private final Map<DecisionKind, Counter> decided = new EnumMap<>(DecisionKind.class);
    private final Histogram latencyMs;

    DecisionMetrics(MetricGroup group) {
        MetricGroup ours = group.addGroup("vesper");
        for (DecisionKind kind : DecisionKind.values()) {
            decided.put(
                    kind,
                    ours.addGroup("decision", kind.name().toLowerCase(Locale.ROOT))
                            .counter("payments_decided"));
        }
        latencyMs = ours.histogram("decision_latency_ms", new DescriptiveStatisticsHistogram(WINDOW));
    }

    void decided(PaymentDecided payment) {
        Counter counter = decided.get(payment.getDecision());
        if (counter != null) {
            counter.inc();
        }
        latencyMs.update(ChronoUnit.MILLIS.between(payment.getPayment().getAcceptedAt(), Instant.now()));
    }
}
