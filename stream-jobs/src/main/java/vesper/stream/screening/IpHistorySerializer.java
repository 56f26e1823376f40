package vesper.stream.screening;

import java.io.IOException;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import vesper.bank.screening.IpHistory;

/** State bytes of the history of an address, in the encoding that the type itself defines. */
final class IpHistorySerializer extends ImmutableSerializer<IpHistory> {
    @Override
    public void serialize(IpHistory value, DataOutputView target) throws IOException {
        value.writeTo(target);
    }

    @Override
    public IpHistory deserialize(DataInputView source) throws IOException {
        return IpHistory.readFrom(source);
    }

    @Override
    public IpHistory createInstance() {
        return IpHistory.NONE;
    }

    @Override
    public TypeSerializerSnapshot<IpHistory> snapshotConfiguration() {
        return new Snapshot();
    }

    /** Names this serializer in a checkpoint. */
    public static final class Snapshot extends SimpleTypeSerializerSnapshot<IpHistory> {
        public Snapshot() {
            super(IpHistorySerializer::new);
        }
    }
}
