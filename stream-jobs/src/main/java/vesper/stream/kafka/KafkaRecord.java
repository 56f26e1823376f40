package vesper.stream.kafka;

import java.nio.charset.StandardCharsets;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;
import vesper.bank.trace.Trace;

/**
 * A record as it was read, before anyone tries to understand it.
 *
 * @param trace header of the step that wrote it, see {@link Trace}; empty if it is not traced
 * @param value empty if the record had none (a tombstone)
 */
public record KafkaRecord(String topic, int partition, long offset, byte @Nullable [] key, byte[] value, String trace) {
    private static final byte[] NOTHING = {};

    /** The record as a dead letter. */
    public DeadLetter dead(String reason) {
        return new DeadLetter(topic, partition, offset, key, value, reason);
    }

    /** Reads every record as it is. */
    public static final class Reader implements KafkaRecordDeserializationSchema<KafkaRecord> {
        @Override
        public void deserialize(ConsumerRecord<byte[], byte[]> read, Collector<KafkaRecord> out) {
            out.collect(new KafkaRecord(
                    read.topic(),
                    read.partition(),
                    read.offset(),
                    read.key(),
                    read.value() == null ? NOTHING : read.value(),
                    trace(read)));
        }

        private static String trace(ConsumerRecord<byte[], byte[]> read) {
            Header header = read.headers().lastHeader(Trace.HEADER);
            return header == null ? Trace.NONE : new String(header.value(), StandardCharsets.US_ASCII);
        }

        @Override
        public TypeInformation<KafkaRecord> getProducedType() {
            return TypeInformation.of(KafkaRecord.class);
        }
    }
}
