package vesper.stream.booking;

import com.zaxxer.hikari.HikariDataSource;
import io.opentelemetry.api.trace.SpanKind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ScheduledFuture;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.runtime.tasks.ProcessingTimeService;
import org.jspecify.annotations.Nullable;
import org.springframework.core.retry.RetryTemplate;
import org.springframework.dao.DataIntegrityViolationException;
import vesper.bank.Bank;
import vesper.bank.event.UnreadableEventException;
import vesper.bank.payment.DecisionMessage;
import vesper.bank.payment.Payments;
import vesper.bank.trace.Trace;
import vesper.stream.kafka.DeadLetter;
import vesper.stream.kafka.KafkaRecord;

/**
 * Takes decisions to the books in micro-batches: a batch closes when it is full, when its first decision has waited long
 * enough, or when a checkpoint begins, whichever comes first. So a checkpoint's offsets are of decisions that are all
 * recorded, and nothing is kept in state.
 *
 * <p>Emits dead letters: what is no decision, what the database refuses for what it holds, and decisions on a payment
 * whose id another request took first. A batch with such a decision is split until it stands alone; the others are
 * recorded. A failure that is nobody's fault is retried, then fails the job.
 */
public final class BookDecisions extends AbstractStreamOperator<DeadLetter>
        implements OneInputStreamOperator<KafkaRecord, DeadLetter> {
    private final DatabaseSettings database;
    private final int batchSize;
    private final long batchWaitMs;

    @SuppressWarnings("NullAway.Init") // set by open, as the next three
    private transient HikariDataSource pool;

    @SuppressWarnings("NullAway.Init")
    private transient Payments payments;

    @SuppressWarnings("NullAway.Init")
    private transient RetryTemplate retries;

    @SuppressWarnings("NullAway.Init")
    private transient List<Waiting> batch;

    /** Closes the batch when its time is up. */
    private transient @Nullable ScheduledFuture<?> timer;

    /**
     * An operator on a database.
     *
     * @param batchSize decisions that close a batch
     * @param batchWait how long the first decision of a batch waits at most for others
     */
    public BookDecisions(DatabaseSettings database, int batchSize, Duration batchWait) {
        this.database = database;
        this.batchSize = batchSize;
        this.batchWaitMs = batchWait.toMillis();
    }

    private record Waiting(KafkaRecord read, DecisionMessage decision, Trace.Step step) {}

    @Override
    public void open() throws Exception {
        super.open();
        pool = database.pool("booking");
        payments = new Bank(pool).payments();
        retries = DatabaseRetries.template();
        batch = new ArrayList<>(batchSize);
    }

    @Override
    public void processElement(StreamRecord<KafkaRecord> element) {
        KafkaRecord read = element.getValue();
        try {
            DecisionMessage decision = DecisionMessage.read(read.value());
            batch.add(new Waiting(read, decision, Trace.begin("book payment", SpanKind.CONSUMER, read.trace())));
        } catch (UnreadableEventException e) {
            emit(read.dead(String.valueOf(e.getMessage())));
            return;
        }
        if (batch.size() >= batchSize) {
            bookBatch();
        } else if (batch.size() == 1) {
            ProcessingTimeService time = getProcessingTimeService();
            timer = time.registerTimer(time.getCurrentProcessingTime() + batchWaitMs, due -> bookBatch());
        }
    }

    @Override
    public void prepareSnapshotPreBarrier(long checkpointId) {
        bookBatch();
    }

    @Override
    public void finish() throws Exception {
        bookBatch();
        super.finish();
    }

    @Override
    public void close() throws Exception {
        if (pool != null) {
            pool.close();
        }
        super.close();
    }

    private void bookBatch() {
        if (timer != null) {
            timer.cancel(false);
            timer = null;
        }
        if (!batch.isEmpty()) {
            book(batch);
            batch.forEach(waiting -> waiting.step.end());
            batch.clear();
        }
    }

    private void book(List<Waiting> decisions) {
        String refusal = tryToBook(decisions);
        if (refusal == null) {
            return;
        }
        if (decisions.size() == 1) {
            emit(decisions.get(0).read.dead(refusal));
        } else {
            int half = decisions.size() / 2;
            book(decisions.subList(0, half));
            book(decisions.subList(half, decisions.size()));
        }
    }

    /** Records the decisions, or says why at least one of them can never be recorded; then none of them is. */
    private @Nullable String tryToBook(List<Waiting> decisions) {
        List<DecisionMessage> taken = decisions.stream().map(Waiting::decision).toList();
        try {
            List<DecisionMessage> reused = retries.invoke(() -> payments.record(taken));
            for (Waiting waiting : reused.isEmpty() ? List.<Waiting>of() : decisions) {
                if (reused.contains(waiting.decision)) {
                    emit(waiting.read.dead("key_reused"));
                }
            }
            return null;
        } catch (DataIntegrityViolationException | IllegalArgumentException | ArithmeticException e) {
            return "refused by the books: " + rootMessage(e);
        }
    }

    private static String rootMessage(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        String message = String.valueOf(root.getMessage());
        return message.lines().findFirst().orElse(message);
    }

    private void emit(DeadLetter letter) {
        output.collect(new StreamRecord<>(letter));
    }
}
