package vesper.backtest;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.flink.api.common.functions.FlatMapFunction;
import org.apache.flink.util.Collector;
import vesper.bank.event.EventCodec;
import vesper.bank.event.Topics;
import vesper.bank.trace.Trace;
import vesper.stream.kafka.KafkaRecord;

/**
 * A file that holds what payments.submitted and payments.labelled would have held, in the order in which the bank came to
 * know it: a payment at its time, a label when it became known, and a label first where both are of one moment. The offset
 * of a payment is its place in the history.
 */
final class HistoryTopics implements FlatMapFunction<Long, KafkaRecord> {
    private static final int BUFFER = 1 << 16;
    private static final int PAYMENT = 0;
    private static final int LABEL = 1;
    private static final int END = 2;

    private final String file;

    private HistoryTopics(String file) {
        this.file = file;
    }

    /** Writes the file. */
    static HistoryTopics write(History history, Path file) throws IOException {
        List<History.Label> labels = history.labels();
        int label = 0;
        try (DataOutputStream out =
                new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file), BUFFER))) {
            for (int i = 0; i < history.size(); i++) {
                HistoricPayment payment = history.get(i);
                while (label < labels.size() && labels.get(label).known().atMs() <= payment.timeMs()) {
                    History.Label next = labels.get(label++);
                    write(out, LABEL, EventCodec.LABELLED.encode(next.payment().labelEvent(next.known())));
                }
                write(out, PAYMENT, EventCodec.SUBMITTED.encode(payment.submitted()));
            }
            out.writeByte(END);
        }
        return new HistoryTopics(file.toString());
    }

    private static void write(DataOutputStream out, int kind, byte[] event) throws IOException {
        out.writeByte(kind);
        out.writeInt(event.length);
        out.write(event);
    }

    /** Reads all of it. */
    @Override
    public void flatMap(Long once, Collector<KafkaRecord> out) throws IOException {
        try (DataInputStream in =
                new DataInputStream(new BufferedInputStream(Files.newInputStream(Path.of(file)), BUFFER))) {
            long payments = 0;
            for (int kind = in.readByte(); kind != END; kind = in.readByte()) {
                byte[] event = in.readNBytes(in.readInt());
                boolean payment = kind == PAYMENT;
                out.collect(new KafkaRecord(
                        payment ? Topics.SUBMITTED : Topics.LABELLED,
                        0,
                        payment ? payments++ : 0,
                        null,
                        event,
                        Trace.NONE));
            }
        }
    }
}
