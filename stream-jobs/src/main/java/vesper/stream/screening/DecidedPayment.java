package vesper.stream.screening;

import java.nio.charset.StandardCharsets;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.kafka.clients.producer.ProducerRecord;
import vesper.bank.event.Topics;
import vesper.bank.trace.Trace;

/** A decision as it goes to Kafka: the payment's id as the key, the event's bytes, and the header of its trace or none. */
public record DecidedPayment(String paymentId, byte[] event, String trace) {

    /** Writes to payments.decided. All decisions on one payment go to one partition, in order. */
    public static final class Writer implements KafkaRecordSerializationSchema<DecidedPayment> {
        @Override
        public ProducerRecord<byte[], byte[]> serialize(
                DecidedPayment decided, KafkaSinkContext context, Long timestamp) {
            ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(
                    Topics.DECIDED, decided.paymentId.getBytes(StandardCharsets.UTF_8), decided.event);
            if (!decided.trace.isEmpty()) {
                record.headers().add(Trace.HEADER, decided.trace.getBytes(StandardCharsets.US_ASCII));
            }
            return record;
        }
    }
}
