package vesper.stream.screening;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Map;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import vesper.bank.screening.CardHistory;
import vesper.bank.screening.Evidence;
import vesper.bank.screening.Features;
import vesper.bank.screening.Label;
import vesper.bank.screening.Origin;
import vesper.bank.screening.Place;
import vesper.bank.screening.ScreenedPayment;

/** An event arrives at the next step as it left the one before, whatever is known in it. */
class ScreeningEventSerializerTest {
    private static final Place PLACE = new Place(1.5f, -2.5f, 1, 2, true, Origin.UNKNOWN);
    private static final ScreenedPayment PAYMENT = new ScreenedPayment(1, 2, 3, 4, 5, 6, 7, true, PLACE, 8);
    private static final Map<Boolean, Evidence> EVIDENCE = Map.of(true, PAYMENT, false, new Label(1, 2, true));

    @ParameterizedTest
    @CsvSource({
        "true, card:1, customer:2, device:3, ip:4, merchant:é, 00-1-2-01",
        "true, card:1, card:1, device:3, ip:-4, merchant:4, ''",
        "true, card:1, customer:2, customer:2, ip:4, merchant:4, ''",
        "true, card:1, customer:2, device:3, customer:2, merchant:4, ''",
        "true, account:1, account:1, account:1, account:1, account:2, ''",
        "false, card:1, customer:2, device:3, ip:4, merchant:4, ''"
    })
    void arrivesAsItWas(
            boolean payment, String card, String customer, String device, String ip, String merchant, String trace)
            throws IOException {
        ScreeningEvent event = new ScreeningEvent(
                EVIDENCE.get(payment),
                card,
                customer,
                device,
                ip,
                merchant,
                3,
                1L << 40,
                payment ? new byte[] {1, -1, 0} : new byte[0],
                payment ? CardHistory.NONE.features(PAYMENT) : Features.NONE,
                trace);
        DataOutputSerializer out = new DataOutputSerializer(16);
        ScreeningEventSerializer serializer = new ScreeningEventSerializer();
        serializer.serialize(event, out);
        serializer.serialize(event, out);
        DataInputDeserializer in = new DataInputDeserializer(out.getCopyOfBuffer());
        serializer.deserialize(in);
        assertThat(serializer.deserialize(in)).usingRecursiveComparison().isEqualTo(event);
        assertThat(in.available()).isZero();
    }
}
