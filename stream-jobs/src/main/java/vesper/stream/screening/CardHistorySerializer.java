package vesper.stream.screening;

import java.io.IOException;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import vesper.bank.screening.CardHistory;

/** State bytes of a card's history, in the encoding that the type itself defines. */
final class CardHistorySerializer extends ImmutableSerializer<CardHistory> {
    @Override
    public void serialize(CardHistory value, DataOutputView target) throws IOException {
        value.writeTo(target);
    }

    @Override
    public CardHistory deserialize(DataInputView source) throws IOException {
        return CardHistory.readFrom(source);
    }

    @Override
    public CardHistory createInstance() {
        return CardHistory.NONE;
    }

    @Override
    public TypeSerializerSnapshot<CardHistory> snapshotConfiguration() {
        return new Snapshot();
    }

    /** Names this serializer in a checkpoint. */
    public static final class Snapshot extends SimpleTypeSerializerSnapshot<CardHistory> {
        public Snapshot() {
            super(CardHistorySerializer::new);
        }
    }
}
