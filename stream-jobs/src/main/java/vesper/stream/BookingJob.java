package vesper.stream;

import java.util.List;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import vesper.bank.event.KafkaServers;
import vesper.bank.event.Topics;
import vesper.stream.booking.BookDecisions;
import vesper.stream.booking.DeadLetterTable;
import vesper.stream.kafka.DeadLetter;
import vesper.stream.kafka.KafkaEnds;
import vesper.stream.kafka.KafkaRecord;

/**
 * Takes every decision to the books, and every dead letter to the table where the staff see it.
 *
 * <p>Reads payments.decided and payments.dead-letter, writes the bank's database and, for decisions that the books cannot
 * take, payments.dead-letter. After a restart from a checkpoint the records since then are taken again; the database knows
 * each payment and each dead letter, so that a repeat has no effect.
 */
public final class BookingJob {
    public static final String NAME = "booking";

    private BookingJob() {}

    /** Runs the job on the cluster that it was submitted to, with the settings of {@link JobEnvironment}. */
    public static void main(String[] args) throws Exception {
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
        define(env, new JobEnvironment(System.getenv()).booking());
        env.execute(NAME);
    }

    /** The two pipelines. */
    public static void define(StreamExecutionEnvironment env, BookingSettings settings) {
        StreamSettings.apply(env, settings.parallelism(), settings.checkpointInterval());
        KafkaServers kafka = settings.kafka();

        env.fromSource(
                        KafkaEnds.source(kafka, settings.group(), List.of(Topics.DECIDED), new KafkaRecord.Reader()),
                        WatermarkStrategy.noWatermarks(),
                        "payments decided")
                .uid("payments-decided")
                .transform(
                        "book decisions",
                        TypeInformation.of(DeadLetter.class),
                        new BookDecisions(settings.database(), settings.batchSize(), settings.batchWait()))
                .uid("book-decisions")
                .sinkTo(KafkaEnds.sink(kafka, new DeadLetter.Writer()))
                .name("refused decisions")
                .uid("refused-decisions");

        env.fromSource(
                        KafkaEnds.source(
                                kafka,
                                settings.group() + "-dead-letters",
                                List.of(Topics.DEAD_LETTER),
                                new DeadLetter.Reader()),
                        WatermarkStrategy.noWatermarks(),
                        "dead letters")
                .uid("dead-letters")
                .sinkTo(new DeadLetterTable(settings.database()))
                .name("dead letter table")
                .uid("dead-letter-table");
    }
}
