package vesper.stream;

import java.util.List;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.java.functions.KeySelector;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.DataStreamUtils;
import org.apache.flink.streaming.api.datastream.KeyedStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.OutputTag;
import vesper.bank.event.KafkaServers;
import vesper.bank.event.Topics;
import vesper.bank.screening.SourceHistory.Source;
import vesper.stream.kafka.DeadLetter;
import vesper.stream.kafka.KafkaEnds;
import vesper.stream.kafka.KafkaRecord;
import vesper.stream.screening.DecideOnPayments;
import vesper.stream.screening.DecidedPayment;
import vesper.stream.screening.ProfileCards;
import vesper.stream.screening.ProfileCustomers;
import vesper.stream.screening.ProfileSources;
import vesper.stream.screening.ReadPayments;
import vesper.stream.screening.ScreeningEvent;
import vesper.stream.screening.ScreeningEventType;
import vesper.stream.screening.ScreeningStart;

/**
 * Decides on every submitted payment: approve, challenge, review or decline, with reasons.
 *
 * <p>Reads payments.submitted and, for what became known of earlier ones and of customers, payments.labelled and
 * customers.noted, and the rules and models to judge by from screening.control; writes payments.decided at least once and, where a record is no payment or a payment id is
 * reused, payments.dead-letter. After a restart from a checkpoint the payments since then are decided again; the books
 * keep the first decision on each.
 */
public final class ScreeningJob {
    public static final String NAME = "screening";

    private static final OutputTag<DeadLetter> DEAD_LETTERS =
            new OutputTag<>("dead-letters", TypeInformation.of(DeadLetter.class));

    private static final TypeInformation<ScreeningEvent> EVENTS = new ScreeningEventType();

    private ScreeningJob() {}

    /** Runs the job on the cluster that it was submitted to, with the settings of {@link JobEnvironment}. */
    public static void main(String[] args) throws Exception {
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
        define(env, new JobEnvironment(System.getenv()).screening());
        env.execute(NAME);
    }

    /** The job between the bank's topics. */
    public static void define(StreamExecutionEnvironment env, ScreeningSettings settings) {
        define(env, settings, ScreeningStart.shipped());
    }

    static void define(StreamExecutionEnvironment env, ScreeningSettings settings, ScreeningStart start) {
        KafkaServers kafka = settings.kafka();
        StreamSettings.apply(env, settings.parallelism(), settings.checkpointInterval());
        DataStream<KafkaRecord> submitted = env.fromSource(
                        KafkaEnds.source(
                                kafka,
                                settings.group(),
                                List.of(Topics.SUBMITTED, Topics.LABELLED, Topics.NOTED),
                                new KafkaRecord.Reader()),
                        WatermarkStrategy.noWatermarks(),
                        "payments submitted")
                .uid("payments-submitted");
        DataStream<KafkaRecord> control = env.fromSource(
                        KafkaEnds.whole(kafka, settings.group(), Topics.CONTROL, new KafkaRecord.Reader()),
                        WatermarkStrategy.noWatermarks(),
                        "control")
                .uid("control");
        define(
                submitted,
                control,
                start,
                KafkaEnds.sink(kafka, new DecidedPayment.Writer()),
                KafkaEnds.sink(kafka, new DeadLetter.Writer()),
                settings);
    }

    /**
     * The pipeline, between any stream and sinks.
     *
     * @param records of payments.submitted, payments.labelled and customers.noted; those of one card, customer, device,
     *     internet address or merchant are taken in the order in which they come
     * @param control of screening.control: rules and models that count from then on
     * @param start the rules and the model before
     */
    public static void define(
            DataStream<KafkaRecord> records,
            DataStream<KafkaRecord> control,
            ScreeningStart start,
            Sink<DecidedPayment> decided,
            Sink<DeadLetter> deadLetters,
            ScreeningSettings settings) {
        SingleOutputStreamOperator<ScreeningEvent> payments = records.process(new ReadPayments(DEAD_LETTERS), EVENTS)
                .name("read payments")
                .uid("read-payments");

        SingleOutputStreamOperator<ScreeningEvent> profiled = by(payments, ScreeningEvent::card, settings)
                .process(new ProfileCards(DEAD_LETTERS, settings.cardMemory()), EVENTS)
                .name("profile cards")
                .uid("profile-cards");

        DataStream<ScreeningEvent> ofCustomers = by(profiled, ScreeningEvent::customer, settings)
                .process(new ProfileCustomers(settings.cardMemory()), EVENTS)
                .name("profile customers")
                .uid("profile-customers");

        DataStream<ScreeningEvent> ofDevices = by(ofCustomers, ScreeningEvent::device, settings)
                .process(new ProfileSources(Source.DEVICE, "device-history", settings.merchantMemory()), EVENTS)
                .name("profile devices")
                .uid("profile-devices");

        DataStream<ScreeningEvent> ofIps = by(ofDevices, ScreeningEvent::ip, settings)
                .process(new ProfileSources(Source.IP, "ip-history", settings.merchantMemory()), EVENTS)
                .name("profile internet addresses")
                .uid("profile-ips");

        SingleOutputStreamOperator<DecidedPayment> decisions = by(ofIps, ScreeningEvent::merchant, settings)
                .connect(control.broadcast(DecideOnPayments.CONTROL))
                .process(
                        new DecideOnPayments(DEAD_LETTERS, start, settings.merchantMemory()),
                        TypeInformation.of(DecidedPayment.class))
                .name("decide")
                .uid("decide");
        decisions.sinkTo(decided).name("payments decided").uid("payments-decided");

        payments.getSideOutput(DEAD_LETTERS)
                .union(profiled.getSideOutput(DEAD_LETTERS), decisions.getSideOutput(DEAD_LETTERS))
                .sinkTo(deadLetters)
                .name("dead letters")
                .uid("dead-letters");
    }

    /**
     * By key. One subtask holds all keys, so that there nothing has to be sent anywhere: its steps hand each other their events
     * in one thread.
     */
    private static KeyedStream<ScreeningEvent, String> by(
            DataStream<ScreeningEvent> events, KeySelector<ScreeningEvent, String> key, ScreeningSettings settings) {
        return settings.parallelism() == 1
                ? DataStreamUtils.reinterpretAsKeyedStream(events, key, Types.STRING)
                : events.keyBy(key, Types.STRING);
    }
}
