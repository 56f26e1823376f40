package vesper.stream.screening;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;
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
public final class ProfileCards extends KeyedProcessFunction<String, ScreeningEvent, ScreeningEvent> {
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
        histories = Forgetting.state(getRuntimeContext(), "card-history", new CardHistorySerializer(), memory);
    }

    @Override
    public void processElement(ScreeningEvent event, Context context, Collector<ScreeningEvent> out) throws Exception {
        CardHistory known = histories.value();
        if (event.evidence() instanceof ScreenedPayment payment) {
            CardHistory history = known == null ? CardHistory.NONE : known;
            switch (history.sighting(payment)) {
                case NEW -> {
                    out.collect(event.with(history.features(payment)));
                    histories.update(history.plus(payment));
                }
                case REPEATED -> {}
                case KEY_REUSED -> context.output(deadLetters, reused(event));
            }
            return;
        }
        if (known != null && event.evidence() instanceof Label label) {
            histories.update(known.plus(label));
        }
        out.collect(event);
    }

    private static DeadLetter reused(ScreeningEvent event) {
        String card = event.card();
        return new DeadLetter(
                Topics.SUBMITTED,
                event.partition(),
                event.offset(),
                card.substring(card.indexOf(':') + 1).getBytes(StandardCharsets.UTF_8),
                event.payment(),
                KEY_REUSED);
    }
}
