package vesper.stream.screening;

import java.io.IOException;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.apache.flink.types.StringValue;
import vesper.bank.event.NoticeKind;
import vesper.bank.screening.Evidence;
import vesper.bank.screening.Features;
import vesper.bank.screening.Notice;

/** Bytes of an event between two steps: what was read of it as it is, so that no step but the last looks at Avro again. */
final class ScreeningEventSerializer extends ImmutableSerializer<ScreeningEvent> {
    private static final int SAME_CUSTOMER = 1;
    private static final int SAME_DEVICE = 2;
    private static final int SAME_IP = 4;

    @Override
    public void serialize(ScreeningEvent event, DataOutputView target) throws IOException {
        event.evidence().writeTo(target);
        boolean sameCustomer = event.customer().equals(event.card());
        boolean sameDevice = event.device().equals(event.customer());
        boolean sameIp = event.ip().equals(event.customer());
        target.writeByte((sameCustomer ? SAME_CUSTOMER : 0) | (sameDevice ? SAME_DEVICE : 0) | (sameIp ? SAME_IP : 0));
        StringValue.writeString(event.card(), target);
        if (!sameCustomer) {
            StringValue.writeString(event.customer(), target);
        }
        if (!sameDevice) {
            StringValue.writeString(event.device(), target);
        }
        if (!sameIp) {
            StringValue.writeString(event.ip(), target);
        }
        StringValue.writeString(event.merchant(), target);
        target.writeInt(event.partition());
        target.writeLong(event.offset());
        target.writeInt(event.payment().length);
        target.write(event.payment());
        event.features().writeTo(target);
        StringValue.writeString(event.trace(), target);
    }

    @Override
    public ScreeningEvent deserialize(DataInputView source) throws IOException {
        Evidence evidence = Evidence.readFrom(source);
        int same = source.readUnsignedByte();
        String card = StringValue.readString(source);
        String customer = (same & SAME_CUSTOMER) == 0 ? StringValue.readString(source) : card;
        return new ScreeningEvent(
                evidence,
                card,
                customer,
                (same & SAME_DEVICE) == 0 ? StringValue.readString(source) : customer,
                (same & SAME_IP) == 0 ? StringValue.readString(source) : customer,
                StringValue.readString(source),
                source.readInt(),
                source.readLong(),
                bytes(source),
                Features.readFrom(source),
                StringValue.readString(source));
    }

    private static byte[] bytes(DataInputView source) throws IOException {
        byte[] bytes = new byte[source.readInt()];
        source.readFully(bytes);
        return bytes;
    }

    @Override
    public ScreeningEvent createInstance() {
        return new ScreeningEvent(
                new Notice(NoticeKind.TRAVEL, 0, 0, 0), "", "", "", "", "", 0, 0, new byte[0], Features.NONE, "");
    }

    @Override
    public TypeSerializerSnapshot<ScreeningEvent> snapshotConfiguration() {
        return new Snapshot();
    }

    /** Names this serializer in a checkpoint. */
    public static final class Snapshot extends SimpleTypeSerializerSnapshot<ScreeningEvent> {
        public Snapshot() {
            super(ScreeningEventSerializer::new);
        }
    }
}
