package vesper.stream.screening;

import java.io.IOException;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import vesper.bank.screening.SourceHistory;

/**
 * State bytes of the history of a device or of an address, in the encoding that the type itself defines. Its name stands in checkpoints.
 */
final class DeviceHistorySerializer extends ImmutableSerializer<SourceHistory> {
    @Override
    public void serialize(SourceHistory value, DataOutputView target) throws IOException {
        value.writeTo(target);
    }

    @Override
    public SourceHistory deserialize(DataInputView source) throws IOException {
        return SourceHistory.readFrom(source);
    }

    @Override
    public SourceHistory createInstance() {
        return SourceHistory.NONE;
    }

    @Override
    public TypeSerializerSnapshot<SourceHistory> snapshotConfiguration() {
        return new Snapshot();
    }

    /** Names this serializer in a checkpoint. */
    public static final class Snapshot extends SimpleTypeSerializerSnapshot<SourceHistory> {
        public Snapshot() {
            super(DeviceHistorySerializer::new);
        }
    }
}
