package vesper.stream.screening;

import java.time.Duration;
import org.apache.flink.api.common.state.StateTtlConfig;

/** How state that is no longer written to goes away. */
final class Forgetting {
    private Forgetting() {}

    static StateTtlConfig after(Duration memory) {
        return StateTtlConfig.newBuilder(memory)
                .setUpdateType(StateTtlConfig.UpdateType.OnCreateAndWrite)
                .setStateVisibility(StateTtlConfig.StateVisibility.NeverReturnExpired)
                .cleanupFullSnapshot()
                .cleanupIncrementally(1, false)
                .cleanupInRocksdbCompactFilter(1_000)
                .build();
    }
}
