package vesper.stream.screening;

import java.time.Duration;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.api.common.state.StateTtlConfig;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeutils.TypeSerializer;

/** How state that is no longer written to goes away. */
final class Forgetting {
    private Forgetting() {}

    /** The state of this name, each key's value gone when it was not written to for this long. */
    static <T> ValueState<T> state(RuntimeContext context, String name, TypeSerializer<T> serializer, Duration memory) {
        ValueStateDescriptor<T> descriptor = new ValueStateDescriptor<>(name, serializer);
        descriptor.enableTimeToLive(after(memory));
        return context.getState(descriptor);
    }

    private static StateTtlConfig after(Duration memory) {
        return StateTtlConfig.newBuilder(memory)
                .setUpdateType(StateTtlConfig.UpdateType.OnCreateAndWrite)
                .setStateVisibility(StateTtlConfig.StateVisibility.NeverReturnExpired)
                .cleanupFullSnapshot()
                .cleanupIncrementally(1, false)
                .cleanupInRocksdbCompactFilter(1_000)
                .build();
    }
}
