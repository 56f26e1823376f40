package vesper.stream.screening;

import java.time.Duration;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import vesper.bank.screening.Label;
import vesper.bank.screening.ScreenedPayment;
import vesper.bank.screening.SourceHistory;
import vesper.bank.screening.SourceHistory.Source;

/**
 * Holds each payment against what is known of what it came from, its device or the internet address, whoever paid on it or from there,
 * and adds it; a label is added and goes on. Events of which that is not known go on as they are.
 *
 * <p>State: one {@link SourceHistory} per device or address, at most 3 KB, dropped when nothing was added for the given time.
 */
public final class ProfileSources extends KeyedProcessFunction<String, ScreeningEvent, ScreeningEvent> {
    private final Source source;
    private final String state;
    private final Duration memory;

    @SuppressWarnings("NullAway.Init") // set by open
    private transient ValueState<SourceHistory> histories;

    /**
     * Over events by device, or by address.
     *
     * @param state name of the state in checkpoints
     */
    public ProfileSources(Source source, String state, Duration memory) {
        this.source = source;
        this.state = state;
        this.memory = memory;
    }

    @Override
    public void open(OpenContext context) {
        histories = Forgetting.state(getRuntimeContext(), state, new DeviceHistorySerializer(), memory);
    }

    @Override
    public void processElement(ScreeningEvent event, Context context, Collector<ScreeningEvent> out) throws Exception {
        if (!event.known(source)) {
            out.collect(event);
            return;
        }
        SourceHistory known = histories.value();
        if (event.evidence() instanceof ScreenedPayment payment) {
            SourceHistory history = known == null ? SourceHistory.NONE : known;
            out.collect(event.with(history.features(source, payment, event.features())));
            histories.update(history.plus(payment));
            return;
        }
        if (known != null && event.evidence() instanceof Label label) {
            histories.update(known.plus(label));
        }
        out.collect(event);
    }
}
