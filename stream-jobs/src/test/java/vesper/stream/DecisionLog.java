package vesper.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import vesper.bank.Ids;
import vesper.bank.event.EventCodec;
import vesper.bank.event.PaymentDecided;
import vesper.bank.event.Topics;
import vesper.bank.event.UnreadableEventException;

/** The decisions on payments.decided so far, by payment; each is read and checked against its key once. */
final class DecisionLog implements AutoCloseable {
    private final TestKafka.Follower follower;
    private final Map<UUID, List<PaymentDecided>> decisions = new LinkedHashMap<>();
    private int read;

    DecisionLog(TestKafka kafka) {
        follower = kafka.follow(Topics.DECIDED);
    }

    /** Payments with a decision. */
    Set<UUID> ids() {
        return decisions.keySet();
    }

    /** All decisions on these payments, repeats included. */
    List<PaymentDecided> of(Collection<UUID> ids) {
        return ids.stream()
                .flatMap(id -> decisions.getOrDefault(id, List.of()).stream())
                .toList();
    }

    /** Reads on until the condition holds. */
    void until(BooleanSupplier condition) {
        follower.until(() -> {
            for (; read < follower.records().size(); read++) {
                add(follower.records().get(read));
            }
            return condition.getAsBoolean();
        });
    }

    private void add(ConsumerRecord<byte[], byte[]> record) {
        try {
            PaymentDecided decision = EventCodec.DECIDED.decode(record.value());
            UUID id = decision.getPayment().getId();
            assertThat(new String(record.key(), StandardCharsets.UTF_8))
                    .isEqualTo(Long.toString(decision.getPayment().getDebtorAccountId()));
            assertThat(record.headers().lastHeader(Topics.HEADER_PAYMENT).value())
                    .isEqualTo(Ids.bytes(id));
            decisions.computeIfAbsent(id, key -> new ArrayList<>()).add(decision);
        } catch (UnreadableEventException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        follower.close();
    }
}
