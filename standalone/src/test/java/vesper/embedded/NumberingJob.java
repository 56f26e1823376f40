package vesper.embedded;

import java.nio.charset.StandardCharsets;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.serialization.SimpleStringSchema;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.OffsetResetStrategy;
import vesper.bank.event.Topics;

/**
 * Copies records {@code KEY-N} from one topic to another and gives each the number that it has within its key: {@code
 * KEY-N=NUMBER}. If state and offsets are restored together, a record has the same number however often it is sent.
 */
final class NumberingJob {
    static final String NAME = "numbering";

    private NumberingJob() {}

    @SuppressWarnings("deprecation") // the connector asks for that enum of the Kafka client
    static void define(StreamExecutionEnvironment environment, String bootstrapServers) {
        KafkaSource<String> source = KafkaSource.<String>builder()
                .setBootstrapServers(bootstrapServers)
                .setTopics(Topics.SUBMITTED)
                .setGroupId(NAME)
                .setStartingOffsets(OffsetsInitializer.committedOffsets(OffsetResetStrategy.EARLIEST))
                .setValueOnlyDeserializer(new SimpleStringSchema())
                .build();
        KafkaSink<String> sink = KafkaSink.<String>builder()
                .setBootstrapServers(bootstrapServers)
                .setDeliveryGuarantee(DeliveryGuarantee.AT_LEAST_ONCE)
                .setRecordSerializer(KafkaRecordSerializationSchema.<String>builder()
                        .setTopic(Topics.DECIDED)
                        .setKeySerializationSchema(
                                (String value) -> value.split("-")[0].getBytes(StandardCharsets.UTF_8))
                        .setValueSerializationSchema(new SimpleStringSchema())
                        .build())
                .build();
        environment
                .fromSource(source, WatermarkStrategy.noWatermarks(), "read")
                .uid("read")
                .keyBy(value -> value.split("-")[0], Types.STRING)
                .process(new Number())
                .uid("number")
                .sinkTo(sink)
                .uid("write");
    }

    private static final class Number extends KeyedProcessFunction<String, String, String> {
        private transient ValueState<Long> count;

        @Override
        public void open(OpenContext context) {
            count = getRuntimeContext().getState(new ValueStateDescriptor<>("count", Types.LONG));
        }

        @Override
        public void processElement(String value, Context context, Collector<String> out) throws Exception {
            long number = count.value() == null ? 1 : count.value() + 1;
            count.update(number);
            out.collect(value + "=" + number);
        }
    }
}
