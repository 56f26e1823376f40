package vesper.stream.screening;

import java.io.IOException;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import vesper.bank.screening.MerchantVelocity;

/** State bytes of a merchant's velocity, in the encoding that the type itself defines. */
final class MerchantVelocitySerializer extends ImmutableSerializer<MerchantVelocity> {
    @Override
    public void serialize(MerchantVelocity value, DataOutputView target) throws IOException {
        value.writeTo(target);
    }

    @Override
    public MerchantVelocity deserialize(DataInputView source) throws IOException {
        return MerchantVelocity.readFrom(source);
    }

    @Override
    public MerchantVelocity createInstance() {
        return MerchantVelocity.NONE;
    }

    @Override
    public TypeSerializerSnapshot<MerchantVelocity> snapshotConfiguration() {
        return new Snapshot();
    }

    /** Names this serializer in a checkpoint. */
    public static final class Snapshot extends SimpleTypeSerializerSnapshot<MerchantVelocity> {
        public Snapshot() {
            super(MerchantVelocitySerializer::new);
        }
    }
}
