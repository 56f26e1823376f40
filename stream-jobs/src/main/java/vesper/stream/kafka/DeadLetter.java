package vesper.stream.kafka;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.jspecify.annotations.Nullable;
import vesper.bank.event.Topics;

/**
 * A record that could not be used, whole, and why. On Kafka, where it came from and the reason are headers.
 *
 * @param value empty if the record had none
 */
public record DeadLetter(String topic, int partition, long offset, byte @Nullable [] key, byte[] value, String reason) {

    /** Reads the dead-letter topic. A record without the headers is a dead letter of that topic itself. */
    public static final class Reader implements KafkaRecordDeserializationSchema<DeadLetter> {
        @Override
        public void deserialize(ConsumerRecord<byte[], byte[]> read, Collector<DeadLetter> out) {
            byte[] value = read.value() == null ? new byte[0] : read.value();
            String topic = header(read, Topics.HEADER_SOURCE_TOPIC);
            String partition = header(read, Topics.HEADER_SOURCE_PARTITION);
            String offset = header(read, Topics.HEADER_SOURCE_OFFSET);
            String reason = header(read, Topics.HEADER_REASON);
            if (topic != null && reason != null && isNumber(partition, 9) && isNumber(offset, 18)) {
                out.collect(new DeadLetter(
                        topic, Integer.parseInt(partition), Long.parseLong(offset), read.key(), value, reason));
            } else {
                out.collect(new DeadLetter(
                        read.topic(),
                        read.partition(),
                        read.offset(),
                        read.key(),
                        value,
                        "dead letter without headers"));
            }
        }

        private static @Nullable String header(ConsumerRecord<byte[], byte[]> read, String name) {
            Header header = read.headers().lastHeader(name);
            return header == null || header.value() == null ? null : new String(header.value(), StandardCharsets.UTF_8);
        }

        private static boolean isNumber(@Nullable String text, int digits) {
            return text != null && text.matches("\\d{1," + digits + "}");
        }

        @Override
        public TypeInformation<DeadLetter> getProducedType() {
            return TypeInformation.of(DeadLetter.class);
        }
    }

    /** Writes to the dead-letter topic. */
    public static final class Writer implements KafkaRecordSerializationSchema<DeadLetter> {
        @Override
        public ProducerRecord<byte[], byte[]> serialize(DeadLetter letter, KafkaSinkContext context, Long timestamp) {
            return new ProducerRecord<>(
                    Topics.DEAD_LETTER,
                    null,
                    letter.key,
                    letter.value,
                    List.of(
                            header(Topics.HEADER_SOURCE_TOPIC, letter.topic),
                            header(Topics.HEADER_SOURCE_PARTITION, Integer.toString(letter.partition)),
                            header(Topics.HEADER_SOURCE_OFFSET, Long.toString(letter.offset)),
                            header(Topics.HEADER_REASON, letter.reason)));
        }

        private static Header header(String name, String value) {
            return new RecordHeader(name, value.getBytes(StandardCharsets.UTF_8));
        }
    }
}
