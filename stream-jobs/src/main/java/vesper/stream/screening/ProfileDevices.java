package vesper.stream.screening;

import java.time.Duration;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import vesper.bank.screening.DeviceHistory;
import vesper.bank.screening.Label;
import vesper.bank.screening.ScreenedPayment;

/**
 * Holds each payment against what is known of its device, whoever paid on it, and adds it; a label is added and goes on.
 * Events whose device is not known go on as they are.
 *
 * <p>State: one {@link DeviceHistory} per device, at most 3 KB, dropped when nothing was added for the given time.
 */
public final class ProfileDevices extends KeyedProcessFunction<String, ScreeningEvent, ScreeningEvent> {
    private final Duration memory;

    @SuppressWarnings("NullAway.Init") // set by open
    private transient ValueState<DeviceHistory> histories;

    public ProfileDevices(Duration memory) {
        this.memory = memory;
    }

    @Override
    public void open(OpenContext context) {
        histories = Forgetting.state(getRuntimeContext(), "device-history", new DeviceHistorySerializer(), memory);
    }

    @Override
    public void processElement(ScreeningEvent event, Context context, Collector<ScreeningEvent> out) throws Exception {
        if (!event.deviceKnown()) {
            out.collect(event);
            return;
        }
        DeviceHistory known = histories.value();
        if (event.evidence() instanceof ScreenedPayment payment) {
            DeviceHistory history = known == null ? DeviceHistory.NONE : known;
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
