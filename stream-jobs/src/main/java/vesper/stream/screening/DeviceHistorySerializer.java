package vesper.stream.screening;

import java.io.IOException;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import vesper.bank.screening.DeviceHistory;

/** State bytes of a device's history, in the encoding that the type itself defines. */
final class DeviceHistorySerializer extends ImmutableSerializer<DeviceHistory> {
    @Override
    public void serialize(DeviceHistory value, DataOutputView target) throws IOException {
        value.writeTo(target);
    }

    @Override
    public DeviceHistory deserialize(DataInputView source) throws IOException {
        return DeviceHistory.readFrom(source);
    }

    @Override
    public DeviceHistory createInstance() {
        return DeviceHistory.NONE;
    }

    @Override
    public TypeSerializerSnapshot<DeviceHistory> snapshotConfiguration() {
        return new Snapshot();
    }

    /** Names this serializer in a checkpoint. */
    public static final class Snapshot extends SimpleTypeSerializerSnapshot<DeviceHistory> {
        public Snapshot() {
            super(DeviceHistorySerializer::new);
        }
    }
}
