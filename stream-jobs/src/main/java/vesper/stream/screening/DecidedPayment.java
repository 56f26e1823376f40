package vesper.stream.screening;

import java.nio.charset.StandardCharsets;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.kafka.clients.producer.ProducerRecord;
import vesper.bank.event.Topics;
import vesper.bank.trace.Trace;

/**
 * A decision as it goes to Kafka.
 *
 * @param debtorAccountId the key
 * @param paymentId of 16 bytes, as in {@link Topics#HEADER_PAYMENT}
 * @param event encoded
 * @param trace header of the step that decided; empty if it is not traced
 */
public record DecidedPayment(long debtorAccountId, byte[] paymentId, byte[] event, String trace) {

    /** Writes to payments.decided. All decisions on the payments of one account go to one partition, in order. */
    public static final class Writer implements KafkaRecordSerializationSchema<DecidedPayment> {
        @Override
        public ProducerRecord<byte[], byte[]> serialize(
                DecidedPayment decided, KafkaSinkContext context, Long timestamp) {
            ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(
                    Topics.DECIDED,
                    Long.toString(decided.debtorAccountId).getBytes(StandardCharsets.US_ASCII),
                    decided.event);
            record.headers().add(Topics.HEADER_PAYMENT, decided.paymentId);
            if (!decided.trace.isEmpty()) {
                record.headers().add(Trace.HEADER, decided.trace.getBytes(StandardCharsets.US_ASCII));
            }
            return record;
        }
    }
}
