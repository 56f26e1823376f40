package vesper.stream.screening;

import org.apache.flink.api.common.serialization.SerializerConfig;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.jspecify.annotations.Nullable;

/** Tells Flink how {@link ScreeningEvent}s go from step to step. */
public final class ScreeningEventType extends TypeInformation<ScreeningEvent> {
    private static final long serialVersionUID = 1;

    @Override
    public TypeSerializer<ScreeningEvent> createSerializer(SerializerConfig config) {
        return new ScreeningEventSerializer();
    }

    @Override
    public Class<ScreeningEvent> getTypeClass() {
        return ScreeningEvent.class;
    }

    @Override
    public boolean isBasicType() {
        return false;
    }

    @Override
    public boolean isTupleType() {
        return false;
    }

    @Override
    public int getArity() {
        return 1;
    }

    @Override
    public int getTotalFields() {
        return 1;
    }

    @Override
    public boolean isKeyType() {
        return false;
    }

    @Override
    public boolean canEqual(Object other) {
        return other instanceof ScreeningEventType;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ScreeningEventType;
    }

    @Override
    public int hashCode() {
        return ScreeningEvent.class.hashCode();
    }

    @Override
    public String toString() {
        return "ScreeningEvent";
    }
}
