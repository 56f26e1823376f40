package vesper.stream.screening;

import java.time.Duration;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import vesper.bank.screening.IpHistory;
import vesper.bank.screening.Label;
import vesper.bank.screening.ScreenedPayment;

/**
 * Holds each payment against what is known of the internet address that it came from, whoever paid from there, and adds it; a
 * label is added and goes on. Events whose address is not known go on as they are.
 *
 * <p>State: one {@link IpHistory} per address, at most 3 KB, dropped when nothing was added for the given time.
 */
public final class ProfileIps extends KeyedProcessFunction<String, ScreeningEvent, ScreeningEvent> {
    private final Duration memory;

    @SuppressWarnings("NullAway.Init") // set by open
    private transient ValueState<IpHistory> histories;

    public ProfileIps(Duration memory) {
        this.memory = memory;
    }

    @Override
    public void open(OpenContext context) {
        histories = Forgetting.state(getRuntimeContext(), "ip-history", new IpHistorySerializer(), memory);
    }

    @Override
    public void processElement(ScreeningEvent event, Context context, Collector<ScreeningEvent> out) throws Exception {
        if (!event.ipKnown()) {
            out.collect(event);
            return;
        }
        IpHistory known = histories.value();
        if (event.evidence() instanceof ScreenedPayment payment) {
            IpHistory history = known == null ? IpHistory.NONE : known;
            out.collect(event.with(history.features(payment, event.features())));
            histories.update(history.plus(payment));
            return;
        }
        if (known != null && event.evidence() instanceof Label label) {
            histories.update(known.plus(label));
        }
        out.collect(event);
    }
}
