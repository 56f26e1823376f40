package vesper.stream.screening;

import java.time.Duration;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import vesper.bank.event.EventCodec;
import vesper.bank.screening.CustomerHistory;
import vesper.bank.screening.Features;
import vesper.bank.screening.Label;
import vesper.bank.screening.Notice;
import vesper.bank.screening.ScreenedPayment;

/**
 * Holds each payment against what is known of its customer over all cards and accounts, and adds it; a label is added and
 * goes on, a notice ends here. Events whose customer is not known go on as they are.
 *
 * <p>State: one {@link CustomerHistory} per customer, at most 3 KB, dropped when nothing was added for the given time.
 */
public final class ProfileCustomers extends KeyedProcessFunction<String, ProfiledPayment, ProfiledPayment> {
    private final Duration memory;

    @SuppressWarnings("NullAway.Init") // set by open
    private transient ValueState<CustomerHistory> histories;

    public ProfileCustomers(Duration memory) {
        this.memory = memory;
    }

    @Override
    public void open(OpenContext context) {
        ValueStateDescriptor<CustomerHistory> descriptor =
                new ValueStateDescriptor<>("customer-history", new CustomerHistorySerializer());
        descriptor.enableTimeToLive(Forgetting.after(memory));
        histories = getRuntimeContext().getState(descriptor);
    }

    @Override
    public void processElement(ProfiledPayment profiled, Context context, Collector<ProfiledPayment> out)
            throws Exception {
        if (!profiled.customerKnown()) {
            out.collect(profiled);
            return;
        }
        CustomerHistory known = histories.value();
        CustomerHistory history = known == null ? CustomerHistory.NONE : known;
        switch (profiled.kind()) {
            case PAYMENT -> {
                ScreenedPayment payment = ScreenedPayment.of(EventCodec.SUBMITTED.decode(profiled.event()));
                histories.update(history.plus(payment));
                out.collect(profiled.with(history.features(payment, Features.of(profiled.features()))
                        .toArray()));
            }
            case LABEL -> {
                if (known != null) {
                    histories.update(known.plus(Label.of(EventCodec.LABELLED.decode(profiled.event()))));
                }
                out.collect(profiled);
            }
            case NOTICE -> histories.update(history.plus(Notice.of(EventCodec.NOTED.decode(profiled.event()))));
        }
    }
}
