package vesper.stream.screening;

import java.io.IOException;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import vesper.bank.screening.MerchantHistory;

/** State bytes of a merchant's velocity, in the encoding that the type itself defines. */
final class MerchantHistorySerializer extends ImmutableSerializer<MerchantHistory> {
    @Override
    public void serialize(MerchantHistory value, DataOutputView target) throws IOException {
        value.writeTo(target);
    }

    @Override
    public MerchantHistory deserialize(DataInputView source) throws IOException {
        return MerchantHistory.readFrom(source);
    }

    @Override
    public MerchantHistory createInstance() {
        return MerchantHistory.NONE;
    }

    @Override
    public TypeSerializerSnapshot<MerchantHistory> snapshotConfiguration() {
        return new Snapshot();
    }

    /** Names this serializer in a checkpoint. */
    public static final class Snapshot extends SimpleTypeSerializerSnapshot<MerchantHistory> {
        public Snapshot() {
            super(MerchantHistorySerializer::new);
        }
    }
}
