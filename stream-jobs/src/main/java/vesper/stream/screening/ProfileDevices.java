package vesper.stream.screening;

import java.time.Duration;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import vesper.bank.event.EventCodec;
import vesper.bank.screening.DeviceHistory;
import vesper.bank.screening.Features;
import vesper.bank.screening.Label;
import vesper.bank.screening.ScreenedPayment;

/**
 * Holds each payment against what is known of its device, whoever paid on it, and adds it; a label is added and goes on.
 * Events whose device is not known go on as they are.
 *
 * <p>State: one {@link DeviceHistory} per device, at most 3 KB, dropped when nothing was added for the given time.
 */
public final class ProfileDevices extends KeyedProcessFunction<String, ProfiledPayment, ProfiledPayment> {
    private final Duration memory;

    @SuppressWarnings("NullAway.Init") // set by open
    private transient ValueState<DeviceHistory> histories;

    public ProfileDevices(Duration memory) {
        this.memory = memory;
    }

    @Override
    public void open(OpenContext context) {
        ValueStateDescriptor<DeviceHistory> descriptor =
                new ValueStateDescriptor<>("device-history", new DeviceHistorySerializer());
        descriptor.enableTimeToLive(Forgetting.after(memory));
        histories = getRuntimeContext().getState(descriptor);
    }

    @Override
    public void processElement(ProfiledPayment profiled, Context context, Collector<ProfiledPayment> out)
            throws Exception {
        if (!profiled.deviceKnown()) {
            out.collect(profiled);
            return;
        }
        DeviceHistory known = histories.value();
        if (profiled.kind() == EventKind.LABEL) {
            if (known != null) {
                histories.update(known.plus(Label.of(EventCodec.LABELLED.decode(profiled.event()))));
            }
            out.collect(profiled);
            return;
        }
        DeviceHistory history = known == null ? DeviceHistory.NONE : known;
        ScreenedPayment payment = ScreenedPayment.of(EventCodec.SUBMITTED.decode(profiled.event()));
        histories.update(history.plus(payment));
        out.collect(profiled.with(
                history.features(payment, Features.of(profiled.features())).toArray()));
    }
}
