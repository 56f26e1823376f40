package vesper.bank.event;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.apache.avro.Schema;
import org.apache.avro.message.BadHeaderException;
import org.apache.avro.message.BinaryMessageDecoder;
import org.apache.avro.message.BinaryMessageEncoder;
import org.apache.avro.message.MissingSchemaException;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecordBase;

/**
 * Bytes of one event type: Avro single-object encoding (two marker bytes, the schema's fingerprint, the binary body), so
 * that a reader knows which version wrote it; what older versions wrote is read as well ({@link EarlierSchemas}). Safe for
 * use by many threads.
 *
 * @param <T> the generated event class
 */
public final class EventCodec<T extends SpecificRecordBase> {
    public static final EventCodec<PaymentSubmitted> SUBMITTED =
            new EventCodec<>(PaymentSubmitted.getClassSchema(), new PaymentSubmitted().getSpecificData());
    public static final EventCodec<PaymentDecided> DECIDED =
            new EventCodec<>(PaymentDecided.getClassSchema(), new PaymentDecided().getSpecificData());
    public static final EventCodec<PaymentLabelled> LABELLED =
            new EventCodec<>(PaymentLabelled.getClassSchema(), new PaymentLabelled().getSpecificData());
    public static final EventCodec<CustomerNoted> NOTED =
            new EventCodec<>(CustomerNoted.getClassSchema(), new CustomerNoted().getSpecificData());
    public static final EventCodec<PaymentOutcome> OUTCOME =
            new EventCodec<>(PaymentOutcome.getClassSchema(), new PaymentOutcome().getSpecificData());
    public static final EventCodec<EntryBooked> BOOKED =
            new EventCodec<>(EntryBooked.getClassSchema(), new EntryBooked().getSpecificData());

    /** Bytes that hold most events; a decision, the longest, has 1,000 to 1,500. */
    private static final int ROOM = 2_048;

    private final BinaryMessageEncoder<T> encoder;
    private final BinaryMessageDecoder<T> decoder;
    private final String name;

    private EventCodec(Schema schema, SpecificData model) {
        name = schema.getName();
        encoder = new BinaryMessageEncoder<>(model, schema);
        decoder = new BinaryMessageDecoder<>(model, schema);
        EarlierSchemas.of(name).forEach(decoder::addSchema);
    }

    public byte[] encode(T event) {
        try {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream(ROOM);
            encoder.encode(event, bytes);
            return bytes.toByteArray();
        } catch (IOException e) {
            throw new IllegalStateException("cannot encode a " + name, e);
        }
    }

    /**
     * Reads one event.
     *
     * @throws UnreadableEventException if the bytes are not a whole event of this type
     */
    public T decode(byte[] bytes) throws UnreadableEventException {
        try {
            return decoder.decode(bytes);
        } catch (BadHeaderException e) {
            throw new UnreadableEventException("not a " + name + ": the Avro header is missing", e);
        } catch (MissingSchemaException e) {
            throw new UnreadableEventException("not a " + name + " of a known schema version", e);
        } catch (IOException | RuntimeException e) {
            // Avro signals damaged bodies by many unchecked types (index, class cast, Avro's own).
            throw new UnreadableEventException(
                    "damaged " + name + ": " + e.getClass().getSimpleName(), e);
        }
    }
}
