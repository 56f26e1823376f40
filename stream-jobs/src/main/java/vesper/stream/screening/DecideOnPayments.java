package vesper.stream.screening;

import io.opentelemetry.api.trace.SpanKind;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ReadOnlyBroadcastState;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.functions.co.KeyedBroadcastProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vesper.bank.Ids;
import vesper.bank.event.EventCodec;
import vesper.bank.event.PaymentDecided;
import vesper.bank.event.PaymentSubmitted;
import vesper.bank.event.Topics;
import vesper.bank.screening.Features;
import vesper.bank.screening.FraudModel;
import vesper.bank.screening.InvalidModelException;
import vesper.bank.screening.Label;
import vesper.bank.screening.MerchantHistory;
import vesper.bank.screening.RuleFile;
import vesper.bank.screening.RuleSet;
import vesper.bank.screening.ScreenedPayment;
import vesper.bank.screening.Screening;
import vesper.bank.trace.Trace;
import vesper.stream.kafka.DeadLetter;
import vesper.stream.kafka.KafkaRecord;

/**
 * Adds the merchant's features, judges, and writes the decision with all that it rests on. No clock and no random number,
 * so the same features give the same bytes.
 *
 * <p>Rules and models come on the control topic and count from the next payment on; those that cannot be used go to the
 * dead letters, and what was in force stays.
 *
 * <p>State: one {@link MerchantHistory} per merchant, at most 10 KB, dropped when nobody paid there for the given time; and
 * the last rules and models, in every subtask.
 */
public final class DecideOnPayments
        extends KeyedBroadcastProcessFunction<String, ScreeningEvent, KafkaRecord, DecidedPayment> {
    /** The last value by key of the control topic. */
    public static final MapStateDescriptor<String, byte[]> CONTROL = new MapStateDescriptor<>(
            "screening-control", Types.STRING, PrimitiveArrayTypeInfo.BYTE_PRIMITIVE_ARRAY_TYPE_INFO);

    private static final Logger LOG = LoggerFactory.getLogger(DecideOnPayments.class);

    private final OutputTag<DeadLetter> deadLetters;
    private final ScreeningStart start;
    private final Duration memory;

    @SuppressWarnings("NullAway.Init") // set by open, as the next
    private transient ValueState<MerchantHistory> histories;

    @SuppressWarnings("NullAway.Init")
    private transient DecisionMetrics metrics;

    /** In force now; null until the first record after a start, when what a checkpoint held can be read. */
    private transient @Nullable Screening screening;

    public DecideOnPayments(OutputTag<DeadLetter> deadLetters, ScreeningStart start, Duration memory) {
        this.deadLetters = deadLetters;
        this.start = start;
        this.memory = memory;
    }

    @Override
    public void open(OpenContext context) {
        histories = Forgetting.state(getRuntimeContext(), "merchant-history", new MerchantHistorySerializer(), memory);
        metrics = new DecisionMetrics(getRuntimeContext().getMetricGroup());
    }

    @Override
    public void processElement(ScreeningEvent event, ReadOnlyContext context, Collector<DecidedPayment> out)
            throws Exception {
        MerchantHistory known = histories.value();
        if (event.evidence() instanceof ScreenedPayment payment) {
            Trace.Step step = Trace.begin("decide on payment", SpanKind.CONSUMER, event.trace());
            MerchantHistory history = known == null ? MerchantHistory.NONE : known;
            Features features = history.features(payment, event.features());
            histories.update(history.plus(payment));
            PaymentSubmitted submitted = EventCodec.SUBMITTED.decode(event.payment());
            PaymentDecided decided = inForce(context.getBroadcastState(CONTROL))
                    .decide(submitted, features, event.partition(), event.offset());
            out.collect(new DecidedPayment(
                    submitted.getDebtorAccountId(),
                    Ids.bytes(submitted.getId()),
                    EventCodec.DECIDED.encode(decided),
                    step.header()));
            step.end();
            metrics.decided(decided);
        } else if (known != null && event.evidence() instanceof Label label) {
            histories.update(known.plus(label));
        }
    }

    @Override
    public void processBroadcastElement(KafkaRecord control, Context context, Collector<DecidedPayment> out)
            throws Exception {
        Screening before = inForce(context.getBroadcastState(CONTROL));
        String key = control.key() == null ? "" : new String(control.key(), StandardCharsets.UTF_8);
        try {
            screening = with(before, key, control.value());
            context.getBroadcastState(CONTROL).put(key, control.value());
            LOG.info("in force from now on: {}", key);
        } catch (IllegalArgumentException | InvalidModelException e) {
            context.output(deadLetters, control.dead("not in force: " + e.getMessage()));
        }
    }

    private Screening inForce(ReadOnlyBroadcastState<String, byte[]> control) throws Exception {
        Screening known = screening;
        if (known == null) {
            known = new Screening(RuleFile.parse(start.rules()), model(start.model()), null);
            for (var entry : control.immutableEntries()) {
                known = with(known, entry.getKey(), entry.getValue());
            }
            screening = known;
        }
        return known;
    }

    private static @Nullable FraudModel model(@Nullable String text) {
        try {
            return text == null ? null : FraudModel.parse(text);
        } catch (InvalidModelException e) {
            LOG.error("no model in force, payments are judged by the rules alone: {}", e.getMessage());
            return null;
        }
    }

    private static Screening with(Screening before, String key, byte[] value) {
        String text = new String(value, StandardCharsets.UTF_8);
        return switch (key) {
            case Topics.CONTROL_RULES -> {
                RuleSet rules = RuleFile.parse(text);
                yield new Screening(rules, before.model(), before.challenger());
            }
            case Topics.CONTROL_MODEL -> new Screening(before.rules(), FraudModel.parse(text), before.challenger());
            case Topics.CONTROL_CHALLENGER ->
                new Screening(before.rules(), before.model(), text.isEmpty() ? null : FraudModel.parse(text));
            default -> throw new IllegalArgumentException("there is nothing called " + key + " to control");
        };
    }
}
