package vesper.stream.screening;

import java.time.Duration;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import vesper.bank.event.EventCodec;
import vesper.bank.event.PaymentDecided;
import vesper.bank.event.PaymentKind;
import vesper.bank.event.PaymentSubmitted;
import vesper.bank.screening.Decision;
import vesper.bank.screening.Features;
import vesper.bank.screening.Label;
import vesper.bank.screening.MerchantHistory;
import vesper.bank.screening.RuleSet;
import vesper.bank.screening.ScreenedPayment;
import vesper.bank.screening.StandardRules;

/**
 * Adds the merchant's features, judges, and writes the decision with all that it rests on. Deposits are approved:
 * they bring money. No clock and no random number, so the same features give the same bytes.
 *
 * <p>State: one {@link MerchantHistory} per merchant, at most 5 KB, dropped when nobody paid there for the given time.
 */
public final class DecideOnPayments extends KeyedProcessFunction<String, ProfiledPayment, DecidedPayment> {
    static final String SCREENING = "screening";

    private final Duration memory;

    @SuppressWarnings("NullAway.Init") // set by open
    private transient ValueState<MerchantHistory> histories;

    public DecideOnPayments(Duration memory) {
        this.memory = memory;
    }

    @Override
    public void open(OpenContext context) {
        ValueStateDescriptor<MerchantHistory> descriptor =
                new ValueStateDescriptor<>("merchant-history", new MerchantHistorySerializer());
        descriptor.enableTimeToLive(Forgetting.after(memory));
        histories = getRuntimeContext().getState(descriptor);
    }

    @Override
    public void processElement(ProfiledPayment profiled, Context context, Collector<DecidedPayment> out)
            throws Exception {
        if (profiled.label()) {
            MerchantHistory known = histories.value();
            if (known != null) {
                histories.update(known.plus(Label.of(EventCodec.LABELLED.decode(profiled.event()))));
            }
            return;
        }
        PaymentSubmitted event = EventCodec.SUBMITTED.decode(profiled.event());
        ScreenedPayment payment = ScreenedPayment.of(event);
        MerchantHistory known = histories.value();
        MerchantHistory history = known == null ? MerchantHistory.NONE : known;
        Features features = history.features(payment, Features.of(profiled.features()));
        histories.update(history.plus(payment));

        RuleSet rules = StandardRules.RULES;
        Decision decision =
                event.getKind() == PaymentKind.DEPOSIT ? Decision.approved(rules.version()) : rules.decide(features);
        PaymentDecided decided = new PaymentDecided(
                event,
                decision.kind(),
                SCREENING,
                decision.score(),
                decision.reasons(),
                features.asList(),
                decision.ruleSetVersion(),
                profiled.partition(),
                profiled.offset());
        out.collect(new DecidedPayment(event.getId().toString(), EventCodec.DECIDED.encode(decided)));
    }
}
