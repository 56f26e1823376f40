package vesper.stream.screening;

import java.nio.charset.StandardCharsets;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.kafka.clients.producer.ProducerRecord;
import vesper.bank.event.Topics;

/** A decision as it goes to Kafka: the payment's id as the key, the event's bytes. */
public record DecidedPayment(String paymentId, byte[] event) {

    /** Writes to payments.decided. All decisions on one payment go to one partition, in order. */
    public static final class Writer implements KafkaRecordSerializationSchema<DecidedPayment> {
        @Override
        public ProducerRecord<byte[], byte[]> serialize(
                DecidedPayment decided, KafkaSinkContext context, Long timestamp) {
            return new ProducerRecord<>(
                    Topics.DECIDED, decided.paymentId.getBytes(StandardCharsets.UTF_8), decided.event);
        }
    }
}
