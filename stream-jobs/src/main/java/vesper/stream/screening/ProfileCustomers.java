package vesper.stream.screening;

import java.time.Duration;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import vesper.bank.screening.CustomerHistory;
import vesper.bank.screening.Label;
import vesper.bank.screening.Notice;
import vesper.bank.screening.ScreenedPayment;

/**
 * Holds each payment against what is known of its customer over all cards and accounts, and adds it; a label is added and
 * goes on, a notice ends here. Events whose customer is not known go on as they are.
 *
 * <p>State: one {@link CustomerHistory} per customer, at most 3 KB, dropped when nothing was added for the given time.
 */
public final class ProfileCustomers extends KeyedProcessFunction<String, ScreeningEvent, ScreeningEvent> {
    private final Duration memory;

    @SuppressWarnings("NullAway.Init") // set by open
    private transient ValueState<CustomerHistory> histories;

    public ProfileCustomers(Duration memory) {
        this.memory = memory;
    }

    @Override
    public void open(OpenContext context) {
        histories = Forgetting.state(getRuntimeContext(), "customer-history", new CustomerHistorySerializer(), memory);
    }

    @Override
    public void processElement(ScreeningEvent event, Context context, Collector<ScreeningEvent> out) throws Exception {
        if (!event.customerKnown()) {
            out.collect(event);
            return;
        }
        CustomerHistory known = histories.value();
        CustomerHistory history = known == null ? CustomerHistory.NONE : known;
        if (event.evidence() instanceof ScreenedPayment payment) {
            out.collect(event.with(history.features(payment, event.features())));
            histories.update(history.plus(payment));
        } else if (event.evidence() instanceof Notice notice) {
            histories.update(history.plus(notice));
        } else if (event.evidence() instanceof Label label) {
            if (known != null) {
                histories.update(known.plus(label));
            }
            out.collect(event);
        }
    }
}
