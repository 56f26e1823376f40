package vesper.bank.screening;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import vesper.bank.event.NoticeKind;

/** What goes from step to step arrives as it was. */
class EvidenceTest {
    static List<Evidence> each() {
        return List.of(
                new ScreenedPayment(
                        1,
                        2,
                        3,
                        4,
                        5,
                        6,
                        7,
                        true,
                        new Place(1.5f, -2.5f, 8, 9, true, new Origin(-10, 11, true)),
                        3_650),
                new ScreenedPayment(-1, Long.MAX_VALUE, -3, -4, -5, -6, -7, false, Place.UNKNOWN, 0),
                new Label(1, 2, true),
                new Label(1, 2, false, new Label.Before(true, 3)),
                new Notice(NoticeKind.TRAVEL, 1, 2, 3),
                new Notice(NoticeKind.SIGN_IN_CHANGED, -1, Long.MIN_VALUE, 0),
                new Notice(NoticeKind.ADDRESS_CHANGED, 7, Long.MIN_VALUE, 0));
    }

    @ParameterizedTest
    @MethodSource("each")
    void evidenceArrivesAsItWas(Evidence evidence) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        evidence.writeTo(new DataOutputStream(out));
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(out.toByteArray()));
        assertThat(Evidence.readFrom(in)).isEqualTo(evidence);
        assertThat(in.available()).isZero();
    }

    @Test
    void featuresArriveAsTheyWereInLittleRoom() throws IOException {
        List<Double> values = new ArrayList<>(Collections.nCopies(Feature.ALL.length, 0.0));
        assertThat(written(Features.of(values)).length).isLessThanOrEqualTo(16);
        double[] odd = {1, -0.0, Double.NaN, Double.MIN_VALUE, -7.25};
        for (int i = 0; i < values.size(); i += 3) {
            values.set(i, odd[i % odd.length]);
        }
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(written(Features.of(values))));
        assertThat(Features.readFrom(in).asList()).isEqualTo(values);
        assertThat(in.available()).isZero();
    }

    private static byte[] written(Features features) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        features.writeTo(new DataOutputStream(out));
        return out.toByteArray();
    }
}
