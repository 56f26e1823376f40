package vesper.stream.screening;

import java.time.Duration;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;
import vesper.bank.event.EventCodec;
import vesper.bank.event.Topics;
import vesper.bank.screening.CardHistory;
import vesper.bank.screening.Label;
import vesper.bank.screening.ScreenedPayment;
import vesper.stream.kafka.DeadLetter;

/**
 * Holds each payment against the history of its card, and adds it; a label is added and goes on, a notice goes on as it is. A
 * payment id that comes again with the same request has its decision already and goes no further; with another request it goes
 * to the dead letters. (The same id on another card
 * is not seen here; the books refuse it.)
 *
 * <p>State: one {@link CardHistory} per card, at most 2 KB, dropped when the card was not used for the given time.
 */
public final class ProfileCards extends KeyedProcessFunction<String, SubmittedPayment, ProfiledPayment> {
    static final String KEY_REUSED = "key_reused";

    private final OutputTag<DeadLetter> deadLetters;
    private final Duration memory;

    @SuppressWarnings("NullAway.Init") // set by open
    private transient ValueState<CardHistory> histories;

    public ProfileCards(OutputTag<DeadLetter> deadLetters, Duration memory) {
        this.deadLetters = deadLetters;
        this.memory = memory;
    }

    @Override
    public void open(OpenContext context) {
        ValueStateDescriptor<CardHistory> descriptor =
                new ValueStateDescriptor<>("card-history", new CardHistorySerializer());
        descriptor.enableTimeToLive(Forgetting.after(memory));
        histories = getRuntimeContext().getState(descriptor);
    }

    @Override
    public void processElement(SubmittedPayment submitted, Context context, Collector<ProfiledPayment> out)
            throws Exception {
        if (submitted.kind() != EventKind.PAYMENT) {
            learn(submitted, out);
            return;
        }
        ScreenedPayment payment = ScreenedPayment.of(EventCodec.SUBMITTED.decode(submitted.event()));
        CardHistory known = histories.value();
        CardHistory history = known == null ? CardHistory.NONE : known;
        switch (history.sighting(payment)) {
            case NEW -> {
                out.collect(submitted.with(history.features(payment).toArray()));
                histories.update(history.plus(payment));
            }
            case REPEATED -> {}
            case KEY_REUSED -> context.output(deadLetters, reused(submitted, context.getCurrentKey()));
        }
    }

    private void learn(SubmittedPayment submitted, Collector<ProfiledPayment> out) throws Exception {
        CardHistory known = histories.value();
        if (known != null && submitted.kind() == EventKind.LABEL) {
            histories.update(known.plus(Label.of(EventCodec.LABELLED.decode(submitted.event()))));
        }
        out.collect(submitted.with(new double[0]));
    }

    private static DeadLetter reused(SubmittedPayment submitted, String card) {
        return new DeadLetter(
                Topics.SUBMITTED,
                submitted.partition(),
                submitted.offset(),
                card.substring(card.indexOf(':') + 1).getBytes(java.nio.charset.StandardCharsets.UTF_8),
                submitted.event(),
                KEY_REUSED);
    }
}
