package vesper.stream.screening;

import java.io.IOException;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import vesper.bank.screening.CustomerHistory;

/** State bytes of a customer's history, in the encoding that the type itself defines. */
final class CustomerHistorySerializer extends ImmutableSerializer<CustomerHistory> {
    @Override
    public void serialize(CustomerHistory value, DataOutputView target) throws IOException {
        value.writeTo(target);
    }

    @Override
    public CustomerHistory deserialize(DataInputView source) throws IOException {
        return CustomerHistory.readFrom(source);
    }

    @Override
    public CustomerHistory createInstance() {
        return CustomerHistory.NONE;
    }

    @Override
    public TypeSerializerSnapshot<CustomerHistory> snapshotConfiguration() {
        return new Snapshot();
    }

    /** Names this serializer in a checkpoint. */
    public static final class Snapshot extends SimpleTypeSerializerSnapshot<CustomerHistory> {
        public Snapshot() {
            super(CustomerHistorySerializer::new);
        }
    }
}
