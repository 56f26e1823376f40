package vesper.backtest;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import vesper.bank.event.DecisionKind;
import vesper.bank.event.DecisionReason;
import vesper.bank.event.EventCodec;
import vesper.bank.event.PaymentDecided;
import vesper.bank.event.UnreadableEventException;
import vesper.stream.screening.DecidedPayment;

/** Where the job of a back-test leaves its decisions: those that are asked for, in a file. */
final class DecisionFile implements Sink<DecidedPayment> {
    private static final int BUFFER = 1 << 16;

    private final String file;
    private final long[] wanted;

    private final boolean features;

    /**
     * Nothing is written yet.
     *
     * @param wanted places in the history of the payments whose decisions are kept
     * @param features whether their features are kept too
     */
    DecisionFile(Path file, BitSet wanted, boolean features) {
        this.file = file.toString();
        this.features = features;
        this.wanted = wanted.toLongArray();
    }

    /**
     * A decision as it is read back.
     *
     * @param index place of the payment in the history
     * @param probability of fraud by the model, 0 to 1; NaN without one
     * @param features in the order of {@link vesper.bank.screening.Feature}; empty if they were not kept
     */
    record Row(int index, DecisionKind kind, int score, double probability, List<String> reasons, double[] features) {}

    /** Takes the rows one by one, in the order in which they were decided. */
    interface Reader {
        void row(Row row) throws IOException;
    }

    @Override
    public SinkWriter<DecidedPayment> createWriter(WriterInitContext context) throws IOException {
        return new Writer(Path.of(file), BitSet.valueOf(wanted), features);
    }

    private static final class Writer implements SinkWriter<DecidedPayment> {
        private final DataOutputStream out;
        private final BitSet wanted;
        private final boolean features;

        Writer(Path file, BitSet wanted, boolean features) throws IOException {
            this.wanted = wanted;
            this.features = features;
            out = new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file), BUFFER));
        }

        @Override
        public void write(DecidedPayment decided, Context context) throws IOException {
            try {
                PaymentDecided event = EventCodec.DECIDED.decode(decided.event());
                int index = Math.toIntExact(event.getSourceOffset());
                if (!wanted.get(index)) {
                    return;
                }
                out.writeInt(index);
                out.writeUTF(event.getDecision().name());
                out.writeShort(event.getScore());
                out.writeDouble(event.getProbability() == null ? Double.NaN : event.getProbability());
                out.writeShort(event.getReasons().size());
                for (DecisionReason reason : event.getReasons()) {
                    out.writeUTF(reason.getCode());
                }
                List<Double> values = features ? event.getFeatures() : List.of();
                out.writeShort(values.size());
                for (double value : values) {
                    out.writeDouble(value);
                }
            } catch (UnreadableEventException e) {
                throw new IOException("the job wrote what is no decision", e);
            }
        }

        @Override
        public void flush(boolean endOfInput) throws IOException {
            out.flush();
        }

        @Override
        public void close() throws IOException {
            out.close();
        }
    }

    /** Reads what the job left. */
    void read(Reader reader) throws IOException {
        try (DataInputStream in =
                new DataInputStream(new BufferedInputStream(Files.newInputStream(Path.of(file)), BUFFER))) {
            while (in.available() > 0) {
                int index = in.readInt();
                DecisionKind kind = DecisionKind.valueOf(in.readUTF());
                int score = in.readShort();
                double probability = in.readDouble();
                List<String> reasons = new ArrayList<>();
                for (int left = in.readShort(); left > 0; left--) {
                    reasons.add(in.readUTF());
                }
                double[] features = new double[in.readShort()];
                for (int i = 0; i < features.length; i++) {
                    features[i] = in.readDouble();
                }
                reader.row(new Row(index, kind, score, probability, reasons, features));
            }
        }
    }
}
